namespace Evenkeel.Benchmarks.Skew;

/// <summary>What idle streams take of an instance's memory.</summary>
internal static class IdleStreams
{
    private const int WarmUp = 20;

    /// <returns>Resident memory without streams and with all of them, in MiB.</returns>
    public static async Task<(double Without, double With)> RunAsync(SkewPlan plan)
    {
        await using var bed = await SkewBed.StartAsync(Engine.Sqlite);
        var instance = await bed.StartAsync("b1");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        // A few come and go first: the code that serves a stream is there once, however many follow.
        var epoch = (await instance.ActivateAsync("b1")).Epoch;
        (await OpenAsync(WarmUp)).ForEach(each => each.Dispose());
        await Task.Delay(plan.Settling, TimeProvider.System);
        var without = await instance.ResidentAsync();

        var listeners = await OpenAsync(plan.IdleStreams);
        await Task.Delay(plan.Settling, TimeProvider.System);
        var with = await instance.ResidentAsync();
        listeners.ForEach(each => each.Dispose());
        return (without, with);

        async Task<List<Listener>> OpenAsync(int count)
        {
            var opened = await Listener.OpenAsync(http, instance, count);
            await Task.WhenAll(opened.Select(each => each.HeardAsync(epoch)));
            return opened;
        }
    }
}
