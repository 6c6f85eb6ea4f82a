using Evenkeel.AspNetCore.Assets;
using Evenkeel.AspNetCore.Deliveries;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Sessions;
using Evenkeel.AspNetCore.Stability.Health;
using Evenkeel.AspNetCore.Telemetry.Exposition;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.OperatorConsole;

/// <summary>Gathers what this instance tells the page.</summary>
internal sealed class ConsoleLook(
    ServerBuild own, DeploymentState deployments, EventStreams streams, HealthRounds health, MetricsCollector metrics, ConsoleHistory history, StoredLook stored, RecentProblems problems, IOptions<ConsoleOptions> options,
    TimeProvider clock, IServiceProvider services)
{
    public async Task<ConsoleFacts> LookAsync(CancellationToken cancel)
    {
        var (facts, builds, instances) = await stored.LookAsync(cancel);
        var report = await health.LookAsync(cancel);
        var now = deployments.Now;
        var files = await FilesAsync(cancel);
        return new ConsoleFacts
        {
            Instance = own.Instance.ToString(),
            Build = own.Name,
            Now = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            Deployments = new DeploymentFacts
            {
                Current = now.Current?.Build,
                Page = now.Current?.Page,
                Epoch = now.Current?.Epoch,
                IsRolling = now.IsRolling || now.LiveBuilds.Count > 1,
                Builds = [.. builds.Select(each => new BuildFact(
                    each.Name, each.Epoch, each.Page, each.Since, instances.Count(one => one.Build == each.Name), now.LiveBuilds.Contains(each.Name), each.Page is { } page ? files?.GetValueOrDefault(page) : null))],
                Listeners = [.. streams.Listeners.GroupBy(static each => each.Page).Select(static each => new ListenerFact(each.Key, each.Count(), each.Min(static one => one.Since).ToUnixTimeMilliseconds())).Take(50)],
            },
            Health = new HealthAnswer { Status = report.IsGood ? "ready" : "unready", Checks = [.. report.Results.Select(HealthCheckAnswer.Of)] },
            Metrics = [.. metrics.Read().SelectMany(FactsOf)],
            History = new HistoryFacts((long)options.Value.SampleEvery.TotalMilliseconds, PlotSeries.Names, history.Samples),
            Stored = facts,
            Problems = problems.All,
            Actions = [.. ActionsOf()],
        };
    }

    private static IEnumerable<MetricFact> FactsOf(Metric metric) => metric.Series.Select(each =>
    {
        var (value, count, _) = each.Value.Read();
        return new MetricFact(metric.Name, Labels.Read(each.Key), value, metric.Kind == MetricKind.Histogram ? count : null);
    });

    private IEnumerable<string> ActionsOf()
    {
        yield return ConsoleOrders.Activate;
        if (services.GetService<StoreChoice>() is not null)
        {
            yield return ConsoleOrders.Retire;
        }

        if (services.GetService<ISessions>() is not null)
        {
            yield return ConsoleOrders.Revoke;
        }

        if (services.GetService<IDeliveries>() is not null)
        {
            yield return ConsoleOrders.Retry;
        }
    }

    private async Task<Dictionary<string, string>?> FilesAsync(CancellationToken cancel)
    {
        if (services.GetService<StoreChoice>() is not { } choice)
        {
            return null;
        }

        try
        {
            return (await choice.Store.ListAsync(cancel)).ToDictionary(static each => each.Manifest.Build, static each => each.IsRetired ? "retired" : "kept", StringComparer.Ordinal);
        }
        catch (IOException)
        {
            // It cannot be reached. That is told by nobody else's absence.
            return null;
        }
    }
}
