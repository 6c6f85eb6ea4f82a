namespace Evenkeel.Benchmarks.Overhead;

/// <summary>All contenders take turns in each round, so that a slow minute of the machine meets all of them.</summary>
internal static class Rounds
{
    public static async Task<(IReadOnlyList<Trial> Commands, IReadOnlyList<Queries> Queries)> RunAsync(OverheadPlan plan, Engine engine, Action<string> tell)
    {
        await using var bed = await OverheadBed.StartAsync(engine);
        var mapped = await Rehearsal.RunAsync(bed, plan.Contenders.Where(each => each.OnlyOn is null || each.OnlyOn == engine));
        var commands = mapped.Where(each => each.IdHeader is not null).ToList();
        var hasQueries = commands.Count < mapped.Count;
        if (hasQueries)
        {
            tell($"{engine}, warming up: queries");
            await WarmUp.OfQueriesAsync(bed, plan.WarmUp);
        }

        foreach (var contender in commands)
        {
            tell($"{engine}, warming up: {contender.Label}");
            await WarmUp.RunAsync(bed, contender, plan.WarmUp);
        }

        List<Trial> trials = [];
        List<Queries> queries = [];
        for (var round = 1; round <= plan.Rounds; round++)
        {
            // There and back: whatever grows or warms up in a round favours none of them.
            await TakeTurnsAsync(commands.Concat(commands.AsEnumerable().Reverse()), OverheadPlan.Many, round);
            await QueryAsync(OverheadPlan.Many, round);
            await TakeTurnsAsync(commands, OverheadPlan.One, round);
            await QueryAsync(OverheadPlan.One, round);
        }

        return (trials, queries);

        async Task TakeTurnsAsync(IEnumerable<Contender> turns, int connections, int round)
        {
            foreach (var contender in turns)
            {
                tell($"{engine}, round {round} of {plan.Rounds}, connections {connections}: {contender.Label}");
                var load = await Trial.RunAsync(bed, contender, connections, plan.Of(connections));
                trials.Add(new Trial { Engine = engine, Contender = contender, Connections = connections, Round = round, Load = load });
            }
        }

        async Task QueryAsync(int connections, int round)
        {
            if (hasQueries)
            {
                tell($"{engine}, round {round} of {plan.Rounds}, connections {connections}: queries");
                var turns = await Queries.RunAsync(bed, connections, plan.OfQueries(connections));
                queries.Add(new Queries { Engine = engine, Connections = connections, Round = round, Turns = turns });
            }
        }
    }
}
