using System.Diagnostics;
using System.Globalization;
using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Benchmarks.Overload;

/// <summary>One contender under rising load.</summary>
internal sealed class OverloadRun(OverloadPlan plan, string contender, Action<string> tell) : IAsyncDisposable
{
    private const double Usual = 0.8;
    private const double Quiet = 0.5;

    private static readonly string[] Users = [.. Enumerable.Range(0, 50).Select(each => $"user-{each}")];

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private ServerProcess? _server;
    private Crowd? _crowd;

    private Uri Server => _server!.BaseAddress;

    public async Task<OverloadFigures> RunAsync()
    {
        _server = await ServerProcess.StartAsync(new ServerSpec { Dll = Repository.Built("LoadServer", "LoadServer.dll"), Arguments = ["--contender", contender], ReadyPath = "/plain" });
        _crowd = new Crowd(Server);
        Tell("warming up");
        await _crowd.RunAsync("/work", Users, 50, plan.Seconds / 2);
        Tell("capacity");
        var capacity = await CapacityAsync();
        var usual = await MeasuredAsync(Usual * capacity, "80 %");
        var twice = await MeasuredAsync(2 * capacity, "twice");
        var ten = await MeasuredAsync(10 * capacity, "ten times");
        Tell("afterwards");
        var after = await _crowd.RunAsync("/work", Users, Usual * capacity, plan.Seconds);
        Tell("one user's flood");
        var quiet = await _crowd.RunAsync("/work", Users, Quiet * capacity, plan.Seconds);
        using var flooder = new Crowd(Server);
        var flood = flooder.RunAsync("/work", ["flood"], 5 * capacity, plan.Seconds);
        var beside = await _crowd.RunAsync("/work", Users, Quiet * capacity, plan.Seconds);
        await flood;
        return new OverloadFigures(contender, capacity, usual, twice, ten, after, quiet, beside, await NumberAsync("memory") / (1 << 20));
    }

    /// <summary>A plain endpoint with admission over the same without it, in turn in one process.</summary>
    public async Task<double> PlainAsync()
    {
        Tell("plain endpoint");
        string[] script = ["Overload/plain.lua"];
        List<double> ratios = [];
        for (var round = -1; round < plan.Rounds; round++)
        {
            var load = await LoadGenerator.RunAsync(Server, "a plain endpoint", script, 16, TimeSpan.FromSeconds(5));
            if (round >= 0)
            {
                ratios.Add(Turns.TurnRound.Of(load).Ratio);
            }
        }

        return Quantile.Median(ratios);
    }

    public async ValueTask DisposeAsync()
    {
        _crowd?.Dispose();
        _http.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    // As many as it serves when so few ask at once that nothing is refused.
    private async Task<double> CapacityAsync()
    {
        var served = 0;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Users.Take(4).Select(async user =>
        {
            using var caller = new Caller(Server);
            var request = Caller.Request(Server, "/work", user);
            while (Stopwatch.GetElapsedTime(began).TotalSeconds < plan.Seconds)
            {
                if ((await caller.CallAsync(request, Stopwatch.GetTimestamp(), TimeSpan.FromSeconds(10))).Status == 200)
                {
                    Interlocked.Increment(ref served);
                }
            }
        }));
        return served / plan.Seconds;
    }

    private async Task<Phase> MeasuredAsync(double perSecond, string name)
    {
        Tell(name);
        var before = await NumberAsync("cpu");
        var result = await _crowd!.RunAsync("/work", Users, perSecond, plan.Seconds);
        return new Phase(result, await NumberAsync("cpu") - before);
    }

    private async Task<double> NumberAsync(string path) => double.Parse(await _http.GetStringAsync(new Uri(Server, path)), CultureInfo.InvariantCulture);

    private void Tell(string what) => tell($"{contender}: {what}");
}
