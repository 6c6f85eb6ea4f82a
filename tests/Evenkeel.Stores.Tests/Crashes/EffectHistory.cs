using Evenkeel.Stores.Tests.Databases;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>Compares what the client handed over with what is in the database, by SQL of the test's own.</summary>
internal sealed class EffectHistory
{
    private EffectHistory(IReadOnlyList<ClientLog.Entry> log, List<Effect> effects, Dictionary<string, long> totals) =>
        (Log, Effects, Totals) = (log, effects, totals);

    public IReadOnlyList<ClientLog.Entry> Log { get; }

    public List<Effect> Effects { get; }

    public Dictionary<string, long> Totals { get; }

    private IEnumerable<ClientLog.Entry> Enqueued => Log.Where(each => !each.IsDiscarded);

    private HashSet<string> Discarded => [.. Log.Where(each => each.IsDiscarded).Select(each => each.Operation)];

    public static async Task<EffectHistory> ReadAsync(ClientLog log, TestDatabase database)
    {
        var effects = await database.RowsAsync("SELECT operation, lane, seq FROM effects ORDER BY id");
        var totals = await database.RowsAsync("SELECT lane, total FROM lane_totals");
        return new EffectHistory(
            log.Read(),
            [.. effects.Select(row => new Effect((string)row[0]!, (string)row[1]!, (long)row[2]!))],
            totals.ToDictionary(row => (string)row[0]!, row => (long)row[1]!));
    }

    /// <summary>Every operation once, discarded ones never, nothing that nobody sent, and the second write of a command never without its first.</summary>
    public void AssertExactlyOnce()
    {
        var expected = Enqueued.Select(each => each.Operation).Except(Discarded).Order(StringComparer.Ordinal);
        Assert.Equal(expected, Effects.Select(each => each.Operation).Order(StringComparer.Ordinal));

        var several = Enqueued.Where(each => each.Path.EndsWith("/several", StringComparison.Ordinal) && !Discarded.Contains(each.Operation));
        Assert.Equal(
            several.CountBy(each => each.Lane).ToDictionary(each => each.Key, each => (long)each.Value).OrderBy(each => each.Key),
            Totals.OrderBy(each => each.Key));
    }

    /// <summary>In each lane the effects stand in the order in which their operations were enqueued.</summary>
    public void AssertOrderInLanes()
    {
        foreach (var lane in Effects.GroupBy(each => each.Lane))
        {
            var sequence = lane.Select(each => each.Seq).ToList();
            Assert.Equal(sequence.Order(), sequence);
            Assert.Equal(Enqueued.Where(each => each.Lane == lane.Key && !Discarded.Contains(each.Operation)).Select(each => each.Seq), sequence);
        }
    }

    internal sealed record Effect(string Operation, string Lane, long Seq);
}
