using System.Text.Json;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Testing.History;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>What the clients' log says, and what is in the database by SQL of the test's own.</summary>
internal sealed class EffectHistory
{
    private const string Several = "/api/effects/several";

    private readonly Dictionary<string, long> _totals;

    private EffectHistory(IReadOnlyList<LogEntry> log, IReadOnlyList<Effect> effects, Dictionary<string, long> totals) =>
        (Log, Effects, _totals, Verdict) = (log, effects, totals, ExactlyOnce.Check(log, effects));

    public IReadOnlyList<LogEntry> Log { get; }

    public IReadOnlyList<Effect> Effects { get; }

    public Verdict Verdict { get; }

    public static async Task<EffectHistory> ReadAsync(string log, TestDatabase database)
    {
        var effects = await database.RowsAsync("SELECT id, operation, lane FROM effects");
        var totals = await database.RowsAsync("SELECT lane, total FROM lane_totals");
        return new EffectHistory(
            ClientLog.Read(log),
            [.. effects.Select(row => new Effect { Order = (long)row[0]!, Operation = (string)row[1]!, Lane = (string)row[2]! })],
            totals.ToDictionary(row => (string)row[0]!, row => (long)row[1]!));
    }

    /// <summary>Every operation once, refused ones never, nothing that nobody sent, and the second write of a command never without its first.</summary>
    public void AssertExactlyOnce()
    {
        (Verdict with { OutOfOrder = [] }).ThrowIfBroken();
        var refused = Log.Where(entry => entry.Event is LogEvent.Rejected or LogEvent.Discarded).Select(entry => entry.Operation).ToHashSet();
        var several = Log.Where(entry => entry is { Event: LogEvent.Enqueued, Note: Several } && !refused.Contains(entry.Operation));
        Assert.Equal(
            several.CountBy(entry => entry.Lane!).ToDictionary(each => each.Key, each => (long)each.Value).OrderBy(each => each.Key),
            _totals.OrderBy(each => each.Key));
    }

    /// <summary>Each answer that was reported as final names the row that its operation left.</summary>
    public void AssertAnswersAreOfTheirEffects()
    {
        var rows = Effects.GroupBy(effect => effect.Operation).ToDictionary(each => each.Key, each => each.First().Order);
        var foreign = Log.Where(entry => entry.Event == LogEvent.Done && RowOf(entry.Answer!) != rows.GetValueOrDefault(entry.Operation));
        Assert.Empty(foreign);
    }

    /// <summary>In each lane the effects stand in the order in which their operations were enqueued.</summary>
    public void AssertOrderInLanes() => Assert.Empty(Verdict.OutOfOrder);

    private static long RowOf(string answer) => JsonElement.Parse(answer.AsSpan(answer.IndexOf('{', StringComparison.Ordinal))).GetProperty("id").GetInt64();
}
