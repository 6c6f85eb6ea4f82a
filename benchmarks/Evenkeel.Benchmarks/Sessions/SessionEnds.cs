using System.Diagnostics;

namespace Evenkeel.Benchmarks.Sessions;

/// <summary>How long another instance lets a session in that was ended, while it is asked all the time.</summary>
internal static class SessionEnds
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <returns>For each, from the answer to the call that ended it to the beginning of the last request that was let in, in ms.</returns>
    public static async Task<IReadOnlyList<double>> RunAsync(SessionPlan plan, SessionServers servers)
    {
        List<double> all = [];
        for (var number = 0; number < plan.Ends; number++)
        {
            all.Add(await EndAsync(servers, $"leaver{number}"));
        }

        return all;
    }

    private static async Task<double> EndAsync(SessionServers servers, string user)
    {
        var cookie = await servers.SignInAsync("kept", user);
        if (await servers.AskAsync(servers.Second, cookie) != 200)
        {
            throw new BenchmarkInvalidException("The other instance does not know a session of this one.");
        }

        using (var answer = await servers.Http.PostAsync(new Uri(servers.First, $"revoke?user={user}"), content: null))
        {
            answer.EnsureSuccessStatusCode();
        }

        var ended = Stopwatch.GetTimestamp();
        var lastIn = ended;
        for (var asked = ended; Stopwatch.GetElapsedTime(ended) < Limit; asked = Stopwatch.GetTimestamp())
        {
            if (await servers.AskAsync(servers.Second, cookie) == 401)
            {
                return Stopwatch.GetElapsedTime(ended, lastIn).TotalMilliseconds;
            }

            lastIn = asked;
        }

        throw new BenchmarkInvalidException($"An ended session was let in for {Limit.TotalSeconds:0} s.");
    }
}
