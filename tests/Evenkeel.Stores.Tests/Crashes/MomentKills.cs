using Evenkeel.Testing.Processes;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>
/// Kills servers at seeded moments, each kind as often as the others. Two take turns on one database: while one serves, the other starts, with the order to stop where its own kill is to be. The
/// one that serves is killed when it, or a client, says that it stands there.
/// </summary>
internal sealed class MomentKills(ServerProcess[] servers, LoadState load, int kills)
{
    private static readonly Moment[] All = Enum.GetValues<Moment>();
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<Moment, int> _done = All.ToDictionary(moment => moment, _ => 0);

    /// <summary>How often a server was killed at each moment.</summary>
    public IReadOnlyDictionary<Moment, int> Done => _done;

    /// <summary>Kills while requests were under way.</summary>
    public int InFlight { get; private set; }

    public async Task RunAsync(Random random)
    {
        var plan = Enumerable.Range(0, kills).Select(number => All[number % All.Length]).ToArray();
        random.Shuffle(plan);
        await Task.WhenAll(servers.Select(server => server.KillAsync()));
        var starting = StartAsync(0, plan[0], random);
        for (var number = 0; number < plan.Length; number++)
        {
            var reached = await starting;
            load.Server = number % servers.Length;
            var stopped = reached();
            starting = number + 1 < plan.Length ? StartAsync(number + 1, plan[number + 1], random) : StartLastAsync();
            await KillAsync(plan[number], stopped);
        }

        await starting;
        load.Server = kills % servers.Length;
        load.GoUp();
    }

    public override string ToString() => $"kills={_done.Values.Sum()} in-flight={InFlight} {string.Join(' ', _done.Select(each => $"{each.Key}={each.Value}"))}";

    private async Task KillAsync(Moment moment, Task stopped)
    {
        load.GoUp();
        await stopped;
        InFlight += load.InFlight > 0 ? 1 : 0;
        load.GoDown();
        await servers[load.Server].KillAsync();
        load.Stop.Release();
        _done[moment]++;
    }

    /// <returns>What to wait for, once the server has its turn.</returns>
    private async Task<Func<Task>> StartAsync(int number, Moment moment, Random random)
    {
        var server = servers[number % servers.Length];
        var count = random.Next(1, Passes(moment, load.ToCome / (kills - number)) + 1);
        if (moment == Moment.Answered)
        {
            await server.StartAsync();
            return () => load.Stop.ReachAsync(count).WaitAsync(Patience);
        }

        // The names are the server's.
        var name = moment.ToString().ToLowerInvariant();
        var printed = server.UntilPrintedAsync(line => line == $"stopped at {name}", 2 * Patience);
        await server.StartAsync("--stop-at", $"{name}:{count}");
        return () => printed;
    }

    private async Task<Func<Task>> StartLastAsync()
    {
        await servers[kills % servers.Length].StartAsync();
        return () => Task.CompletedTask;
    }

    // Between two kills a share of the operations passes, in the mean. A commit and an answer may be those of several.
    private static int Passes(Moment moment, int share) =>
        Math.Max(1, moment is Moment.Committing or Moment.Committed or Moment.Answering ? share / 4 : 2 * share);
}
