using Evenkeel.Adoption.Tests.Exchanges;
using Evenkeel.Adoption.Tests.Hosting;
using Evenkeel.Testing.Faults;

namespace Evenkeel.Adoption.Tests.Adopted;

/// <summary>The recorded script of an application, its commands sent as operations.</summary>
internal static class OperationScript
{
    /// <summary>Sends each command under an id, and later each of them again.</summary>
    public static async Task AssertOnceAsync<TApp>(AdoptingApp<TApp> app, IReadOnlyList<Step> script, string recording)
        where TApp : class
    {
        List<(Step Step, Call Call, Answer Answer)> operations = [];
        var run = new ScriptRun(async (step, call) =>
        {
            var sent = step.IsCommand ? call.WithId(Operations.NewId()) : call;
            var answer = await app.SendAsync(sent);
            if (step.IsCommand)
            {
                operations.Add((step, sent, answer));
            }

            return answer;
        });
        Recording.AssertSameButForFraming(recording, await run.RunAsync(script));
        Assert.DoesNotContain(operations, operation => operation.Answer.IsReplay());

        var content = await app.Database.ContentAsync();
        foreach (var (step, call, first) in operations)
        {
            var second = await app.SendAsync(call);
            Assert.True(step.IsKept == second.IsReplay(), $"{step.Name}: {second}");
            Assert.True(step.IsKept ? first.Kept().Equals(second.Kept()) : first.Status == second.Status, $"{step.Name}: {first}, then {second}");
        }

        Assert.Equal(content, await app.Database.ContentAsync());
        Assert.Equal(operations.Count(operation => operation.Step.IsKept), await app.Database.CountAsync("evenkeel_ledger"));
    }

    /// <summary>Cuts the connection of each command between its commit and its answer, and sends it again.</summary>
    /// <returns>What is in the database then.</returns>
    public static async Task<List<string>> AssertOnceWhenCutAsync<TApp>(AdoptingApp<TApp> app, IReadOnlyList<Step> script, string recording)
        where TApp : class
    {
        await using var proxy = FaultProxy.Before(app.Address);
        var run = new ScriptRun(async (step, call) =>
        {
            if (!step.IsCommand)
            {
                return await app.SendAsync(call);
            }

            var operation = call.WithId(Operations.NewId());
            proxy.FailNext(Fault.CutAnswer);
            Assert.Empty(await Wire.SendRawAsync(proxy.BaseAddress, operation));
            var answer = await Wire.SendAsync(proxy.BaseAddress, operation);
            Assert.True(step.IsKept == answer.IsReplay(), $"{step.Name}: {answer}");
            return answer.WithoutReplay();
        });
        Recording.AssertSameButForFraming(recording, await run.RunAsync(script));
        Assert.Equal(script.Count(step => step.IsCommand), proxy.Counts[Fault.CutAnswer]);
        return await app.Database.ContentAsync();
    }

    /// <summary>What is in the database after the script without any id.</summary>
    public static async Task<List<string>> ContentWithoutIdsAsync<TApp>(AdoptingApp<TApp> app, IReadOnlyList<Step> script)
        where TApp : class
    {
        await new ScriptRun(app.Address).RunAsync(script);
        Assert.Equal(0, await app.Database.CountAsync("evenkeel_ledger"));
        return await app.Database.ContentAsync();
    }

    // Headers that say that it is a repeat; and trace ids are those of the first answer.
    private static Answer WithoutReplay(this Answer answer) =>
        answer with { Headers = [.. answer.Headers.Where(header => header.Name is not ("Evenkeel-Replayed" or "Cache-Control"))] };
}
