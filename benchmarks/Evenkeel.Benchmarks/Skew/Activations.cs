using System.Diagnostics;

namespace Evenkeel.Benchmarks.Skew;

/// <summary>How long it takes until pages that listen to one instance hear of an activation by another.</summary>
internal static class Activations
{
    private const string Listened = "b1";
    private const string Other = "b2";

    public static async Task<IReadOnlyList<HeardActivation>> RunAsync(SkewPlan plan, Engine engine)
    {
        await using var bed = await SkewBed.StartAsync(engine);
        var listened = await bed.StartAsync(Listened);
        var other = await bed.StartAsync(Other);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var listeners = await Listener.OpenAsync(http, listened, plan.Listeners);
        var first = await other.ActivateAsync(Other);
        await Task.WhenAll(listeners.Select(each => each.HeardAsync(first.Epoch)));

        // Seeded pauses, so that activations meet the instance's look at the database at any moment.
        var random = new Random(42);
        List<HeardActivation> all = [];
        for (var number = 0; number < plan.Activations; number++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300 + random.Next(500)), TimeProvider.System);
            var activated = await other.ActivateAsync(number % 2 == 0 ? Listened : Other);
            var heard = await Task.WhenAll(listeners.Select(each => each.HeardAsync(activated.Epoch)));
            all.Add(new HeardActivation
            {
                Took = Stopwatch.GetElapsedTime(activated.Began, activated.Ended),
                Delays = [.. heard.Select(each => Stopwatch.GetElapsedTime(activated.Began, each))],
            });
        }

        listeners.ForEach(each => each.Dispose());
        return all;
    }
}
