using System.Diagnostics;
using Evenkeel.AspNetCore.Commands;
using Evenkeel.Protocol.Operations;
using Evenkeel.TestServer.Data;

namespace Evenkeel.TestServer.Control;

/// <summary>
/// <c>POST /test/consume?key=&amp;sentAt=&amp;die=</c>: handles a message as a consumer would, by a flow that has no request; with <c>die</c> the process is killed after the
/// command, before anybody hears of it.
/// </summary>
internal static class ConsumeEndpoint
{
    public static async Task<CommandOutcome<long>> ConsumeAsync(ICommands commands, string key, long sentAt, bool die)
    {
        Task<CommandOutcome<long>> consuming;
        using (ExecutionContext.SuppressFlow())
        {
            consuming = Task.Run(() => RunAsync(commands, key, sentAt));
        }

        var outcome = await consuming;
        if (die)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }

        return outcome;
    }

    private static Task<CommandOutcome<long>> RunAsync(ICommands commands, string key, long sentAt)
    {
        var call = new CommandCall { Id = OperationId.Derive(key, DateTimeOffset.FromUnixTimeMilliseconds(sentAt)), Action = "effects.consume", User = "consumer" };
        return commands.RunAsync(call, async (services, cancel) =>
        {
            var db = services.GetRequiredService<TestDb>();
            var effect = new Effect { Tenant = "", User = call.User, Lane = "consumed", Seq = 0, Operation = key, Payload = "" };
            db.Effects.Add(effect);
            await db.SaveChangesAsync(cancel);
            return effect.Id;
        });
    }
}
