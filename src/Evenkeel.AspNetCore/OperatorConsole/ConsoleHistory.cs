using Evenkeel.AspNetCore.Telemetry.Exposition;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.OperatorConsole;

/// <summary>Notes what the plots show, every few seconds. Counters are noted as they stand; the page takes differences.</summary>
internal sealed class ConsoleHistory(MetricsCollector metrics, IOptions<ConsoleOptions> options, TimeProvider clock) : BackgroundService
{
    private readonly Queue<ConsoleSample> _samples = [];

    public IReadOnlyList<ConsoleSample> Samples
    {
        get
        {
            lock (_samples)
            {
                return [.. _samples];
            }
        }
    }

    /// <summary>Notes how things stand.</summary>
    public void Take()
    {
        var sample = new ConsoleSample(clock.GetUtcNow().ToUnixTimeMilliseconds(), PlotSeries.Read(metrics.Read()));
        lock (_samples)
        {
            _samples.Enqueue(sample);
            while (_samples.Count > options.Value.Samples)
            {
                _samples.Dequeue();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SampleEvery, clock);
        do
        {
            Take();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
