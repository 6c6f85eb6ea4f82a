using System.Net.Http.Json;
using Evenkeel.Benchmarks.Turns;
using Evenkeel.TestBed;

namespace Evenkeel.Benchmarks.Sessions;

/// <summary>An authorized endpoint under sessions of the database, against the same under the framework's cookie, in one process.</summary>
internal static class SessionChecks
{
    private const int Connections = 32;
    private const int MostWarmUps = 15;
    private const int MethodsAtRest = 25;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<TurnRound>> RunAsync(SessionPlan plan, SessionServers servers)
    {
        string[] script = ["Sessions/sessions.lua", .. await SignInAsync(plan, servers, "kept"), .. await SignInAsync(plan, servers, "stock")];
        var (compiled, atRest) = (0L, 0);
        for (var turns = 0; turns < MostWarmUps && atRest < 2; turns++)
        {
            await LoadAsync(WarmUp);
            var before = compiled;
            compiled = await servers.Http.GetFromJsonAsync<long>(new Uri(servers.First, "compiled"));
            atRest = compiled - before < MethodsAtRest ? atRest + 1 : 0;
        }

        List<TurnRound> rounds = [];
        for (var round = 0; round < plan.Rounds; round++)
        {
            rounds.Add(TurnRound.Of(await LoadAsync(Round)));
        }

        return rounds;

        Task<Load> LoadAsync(TimeSpan duration) => LoadGenerator.RunAsync(servers.First, "an authorized endpoint", script, Connections, duration);
    }

    private static async Task<string[]> SignInAsync(SessionPlan plan, SessionServers servers, string scheme)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "bench", "sessions")).FullName;
        var file = Path.Combine(folder, $"{scheme}.txt");
        List<string> cookies = [];
        for (var user = 0; user < plan.Sessions; user++)
        {
            cookies.Add(await servers.SignInAsync(scheme, $"user{user}"));
        }

        await File.WriteAllLinesAsync(file, cookies);
        return [scheme, file];
    }
}
