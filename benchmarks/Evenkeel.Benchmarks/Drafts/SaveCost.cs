namespace Evenkeel.Benchmarks.Drafts;

/// <summary>Saves of drafts and plain upserts take turns: two writers of SQLite, of which only one knows the gate, must not meet.</summary>
internal static class SaveCost
{
    private const int MostWarmUps = 15;
    private const int MethodsAtRest = 25;

    public static async Task<IReadOnlyList<SaveRound>> RunAsync(DraftPlan plan, Engine engine, Action<string> tell)
    {
        await using var bed = await DraftBed.StartAsync(engine);
        // The plain one first: opening connections to PostgreSQL holds single requests up for long, and a draft's save that comes after its key's next one is refused.
        foreach (var contender in (string[])[DraftBed.Plain, DraftBed.Draft])
        {
            tell($"{engine}, warming up: {contender}");
            await WarmUpAsync(bed, contender, plan);
        }

        List<SaveRound> rounds = [];
        for (var round = 1; round <= plan.Rounds; round++)
        {
            foreach (var connections in plan.Connections)
            {
                tell($"{engine}, round {round} of {plan.Rounds}, connections {connections}");
                // There and back: whatever changes steadily favours neither.
                var (draft, plain) = (await bed.RunAsync(DraftBed.Draft, connections, plan.Turn), await bed.RunAsync(DraftBed.Plain, connections, plan.Turn));
                plain += await bed.RunAsync(DraftBed.Plain, connections, plan.Turn);
                draft += await bed.RunAsync(DraftBed.Draft, connections, plan.Turn);
                rounds.Add(new SaveRound(engine, connections, draft / 2, plain / 2));
            }
        }

        return rounds;
    }

    private static async Task WarmUpAsync(DraftBed bed, string contender, DraftPlan plan)
    {
        var (compiled, atRest) = (await bed.CompiledAsync(), 0);
        for (var turns = 0; turns < MostWarmUps && atRest < 2; turns++)
        {
            await bed.RunAsync(contender, plan.Connections[0], plan.WarmUp);
            var before = compiled;
            compiled = await bed.CompiledAsync();
            atRest = compiled - before < MethodsAtRest ? atRest + 1 : 0;
        }
    }
}
