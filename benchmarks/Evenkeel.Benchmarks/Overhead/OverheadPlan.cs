namespace Evenkeel.Benchmarks.Overhead;

/// <summary>What is measured, and for how long.</summary>
internal sealed record OverheadPlan
{
    public const int One = 1;
    public const int Many = 32;

    public IReadOnlyList<Engine> Engines { get; init; } = Enum.GetValues<Engine>();

    public IReadOnlyList<Contender> Contenders { get; init; } = Contender.All;

    public int Rounds { get; init; } = 5;

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A contender's turn; the load generator counts in whole seconds.</summary>
    public TimeSpan OneTurn { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc cref="OneTurn"/>
    public TimeSpan ManyTurn { get; init; } = TimeSpan.FromSeconds(2);

    /// <exception cref="ArgumentException">An option is unknown.</exception>
    public static OverheadPlan Of(IReadOnlyList<string> options)
    {
        var plan = new OverheadPlan();
        for (var index = 0; index < options.Count; index++)
        {
            plan = options[index] switch
            {
                "--quick" => plan with { Rounds = 1, WarmUp = TimeSpan.FromSeconds(1), ManyTurn = TimeSpan.FromSeconds(1) },
                "--only" when ++index < options.Count => plan.Only(options[index].Split(',')),
                _ => throw Unknown(options[index]),
            };
        }

        return plan;
    }

    public TimeSpan Of(int connections) => connections == One ? OneTurn : ManyTurn;

    /// <summary>For both queries together, which take turns in it: as long as two commands there and back.</summary>
    public TimeSpan OfQueries(int connections) => connections == One ? 2 * OneTurn : 4 * ManyTurn;

    private OverheadPlan Only(string[] names)
    {
        var engines = Enum.GetValues<Engine>().Where(each => names.Contains(each.ToString(), StringComparer.OrdinalIgnoreCase)).ToList();
        var contenders = Contender.All.Where(each => names.Contains(each.Name)).ToList();
        return engines.Count + contenders.Count == names.Length
            ? this with { Engines = engines.Count > 0 ? engines : Engines, Contenders = contenders.Count > 0 ? contenders : Contenders }
            : throw Unknown(string.Join(',', names));
    }

    private static ArgumentException Unknown(string option) => new(
        $"'{option}' is no option of this benchmark. They are --quick and --only with any of: sqlite,postgres,{string.Join(',', Contender.All.Select(each => each.Name))}");
}
