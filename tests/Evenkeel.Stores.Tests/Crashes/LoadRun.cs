using System.Diagnostics;
using System.Globalization;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Testing.Faults;
using Evenkeel.Testing.History;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>Several clients that send through a proxy which cuts one answer in twenty, while a storm crashes something again and again.</summary>
internal sealed class LoadRun(string name, int operations) : IDisposable
{
    private const int Workers = 6;
    private const int UsualSeed = 20_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evenkeel-");

    /// <summary>The clients' log, for the oracle.</summary>
    public string Log => Path.Combine(_folder.FullName, "client.log");

    /// <summary>Where the servers count their commits.</summary>
    public string Commits => Path.Combine(_folder.FullName, "commits");

    public LoadState State { get; } = new(operations);

    public int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("EVENKEEL_SEED"), CultureInfo.InvariantCulture, out var given) ? given : UsualSeed;

    public int CutAnswers { get; private set; }

    public TimeSpan Took { get; private set; }

    /// <summary>Runs to the end: the storm is over, as many operations as asked for were handed over, and each has its final answer.</summary>
    public async Task RunAsync(IEnumerable<Uri> servers, Func<Random, Task> storm)
    {
        var clock = Stopwatch.StartNew();
        using var log = new ClientLog(Log);
        var proxies = servers.Select(server => FaultProxy.Before(server, Seed)).ToList();
        proxies.ForEach(proxy => proxy.Rates = new FaultRates { CutAnswer = 0.05 });
        var clients = Enumerable.Range(0, Workers).Select(_ => proxies.ConvertAll(proxy => new OperationClient(proxy.BaseAddress))).ToList();
        var workers = Task.WhenAll(clients.Select((own, number) => new LaneWorker(number, own, log, State, unchecked(Seed + number)).RunAsync()));
        try
        {
            await storm(new Random(Seed));
            State.EndStorm();
            await workers;
        }
        catch
        {
            State.Abandon();
            throw;
        }
        finally
        {
            clients.ForEach(own => own.ForEach(client => client.Dispose()));
            foreach (var proxy in proxies)
            {
                await proxy.DisposeAsync();
            }
        }

        (CutAnswers, Took) = (proxies.Sum(proxy => proxy.Counts[Fault.CutAnswer]), clock.Elapsed);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    public override string ToString() =>
        $"{name}: EVENKEEL_SEED={Seed} seconds={Took.TotalSeconds:0} operations={State.Enqueued} cut={CutAnswers} direct={State.Direct} flushes={State.Flushes} " +
        $"unanswered={State.Unanswered} fresh={State.Fresh} replays={State.Replays} compared={State.Compared} held={State.Held}";
}
