using System.Globalization;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Testing.Faults;
using Evenkeel.Testing.History;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>Several workers that send through a proxy which cuts one answer in twenty, while something is crashed again and again at seeded moments.</summary>
internal sealed class LoadRun(string name) : IDisposable
{
    private const int Workers = 6;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evenkeel-");

    /// <summary>The clients' log, for the oracle.</summary>
    public string Log => Path.Combine(_folder.FullName, "client.log");

    public LoadState State { get; } = new();

    public int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("EVENKEEL_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();

    public int Crashes { get; private set; }

    /// <summary>Crashes that happened while requests were under way.</summary>
    public int CrashesInFlight { get; private set; }

    public int CutAnswers { get; private set; }

    /// <summary>Runs to the end: every operation has its final answer.</summary>
    public async Task RunAsync(Uri server, int crashes, Func<Task> crash, Func<Task> recover)
    {
        using var log = new ClientLog(Log);
        await using var proxy = FaultProxy.Before(server, Seed);
        proxy.Rates = new FaultRates { CutAnswer = 0.05 };
        var clients = Enumerable.Range(0, Workers).Select(_ => new OperationClient(proxy.BaseAddress)).ToList();
        var workers = clients.Select((client, number) => new LaneWorker(number, client, log, State, unchecked(Seed + number)).RunAsync()).ToList();
        State.GoUp();
        var random = new Random(Seed);
        for (; Crashes < crashes; Crashes++)
        {
            await State.Requests.ReachAsync(random.Next(3, 16));
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 6)));
            CrashesInFlight += State.InFlight > 0 ? 1 : 0;
            State.GoDown();
            await crash();
            await recover();
            State.GoUp();
        }

        State.Ending = true;
        await Task.WhenAll(workers);
        CutAnswers = proxy.Counts[Fault.CutAnswer];
        clients.ForEach(client => client.Dispose());
        Console.WriteLine(this);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    public override string ToString() =>
        $"{name}: EVENKEEL_SEED={Seed} crashes={Crashes} in-flight={CrashesInFlight} cut={CutAnswers} direct={State.Direct} flushes={State.Flushes} " +
        $"unanswered={State.Unanswered} replays={State.Replays} held={State.Held}";
}
