using System.Globalization;
using System.Text;

namespace Evenkeel.Testing.History;

/// <summary>What <see cref="ExactlyOnce.Check"/> found: operation ids, by what is wrong with them.</summary>
public sealed record Verdict
{
    private const int Named = 10;

    /// <summary>How many operations were enqueued.</summary>
    public required int Operations { get; init; }

    /// <summary>How many effects there are.</summary>
    public required int Effects { get; init; }

    /// <summary>Enqueued, without a final answer, and without an effect.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>Reported as done, but without an effect.</summary>
    public required IReadOnlyList<string> Absent { get; init; }

    /// <summary>Took effect more than once.</summary>
    public required IReadOnlyList<string> Doubled { get; init; }

    /// <summary>Have an effect that nobody asked for, or that was refused or discarded, or in another lane.</summary>
    public required IReadOnlyList<string> Phantom { get; init; }

    /// <summary>Took effect after one that was enqueued later in the same lane.</summary>
    public required IReadOnlyList<string> OutOfOrder { get; init; }

    /// <summary>Were reported as done and then as refused or discarded, or with two different answers.</summary>
    public required IReadOnlyList<string> Contradicted { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool Holds => Findings.All(finding => finding.Operations.Count == 0);

    private IEnumerable<(string What, IReadOnlyList<string> Operations)> Findings =>
    [
        ("lost", Lost), ("reported as done but absent", Absent), ("doubled", Doubled), ("phantom", Phantom), ("out of order in its lane", OutOfOrder),
        ("answered in two ways", Contradicted),
    ];

    /// <summary>Fails a test of any framework.</summary>
    /// <exception cref="ExactlyOnceException">Something is wrong; the message says what, with operation ids.</exception>
    public void ThrowIfBroken()
    {
        if (!Holds)
        {
            throw new ExactlyOnceException(this);
        }
    }

    /// <summary>One line, or one more for each thing that is wrong, with the first ten operation ids.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Operations} operations, {Effects} effects: {(Holds ? "exactly once, in order" : "broken")}");
        foreach (var (what, operations) in Findings.Where(finding => finding.Operations.Count > 0))
        {
            var rest = operations.Count > Named ? ", …" : "";
            text.Append(CultureInfo.InvariantCulture, $"\n  {what}: {operations.Count} ({string.Join(", ", operations.Take(Named))}{rest})");
        }

        return text.ToString();
    }
}
