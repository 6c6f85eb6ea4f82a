namespace Evenkeel.Benchmarks.Overhead;

/// <summary>All contenders take turns in each round, so that a slow minute of the machine meets all of them.</summary>
internal static class Rounds
{
    public static async Task<IReadOnlyList<Trial>> RunAsync(OverheadPlan plan, Engine engine, Action<string> tell)
    {
        await using var bed = await OverheadBed.StartAsync(engine);
        var contenders = await Rehearsal.RunAsync(bed, plan.Contenders.Where(each => each.OnlyOn is null || each.OnlyOn == engine));
        foreach (var contender in contenders)
        {
            tell($"{engine}, warming up: {contender.Label}");
            await WarmUp.RunAsync(bed, contender, plan.WarmUp);
        }

        List<Trial> trials = [];
        for (var round = 1; round <= plan.Rounds; round++)
        {
            // There and back: whatever grows or warms up in a round favours none of them.
            await TakeTurnsAsync(contenders.Concat(contenders.Reverse()), OverheadPlan.Many, round);
            await TakeTurnsAsync(contenders, OverheadPlan.One, round);
        }

        return trials;

        async Task TakeTurnsAsync(IEnumerable<Contender> turns, int connections, int round)
        {
            foreach (var contender in turns)
            {
                tell($"{engine}, round {round} of {plan.Rounds}, connections {connections}: {contender.Label}");
                var load = await Trial.RunAsync(bed, contender, connections, plan.Of(connections));
                trials.Add(new Trial { Engine = engine, Contender = contender, Connections = connections, Round = round, Load = load });
            }
        }
    }
}
