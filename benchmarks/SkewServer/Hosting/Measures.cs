using System.Runtime;

namespace SkewServer.Hosting;

/// <summary>What the benchmark asks the server, outside the measured time.</summary>
internal static class Measures
{
    public static void MapMeasures(this IEndpointRouteBuilder app, RequestCount requests)
    {
        app.MapGet("/measures/requests", () => new { requests.Total });
        app.MapGet("/measures/compiled", () => new { Methods = JitInfo.GetCompiledMethodCount() });
        app.MapGet("/measures/memory", () =>
        {
            // What is garbage would be counted for the streams, and it comes and goes as the collector likes.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            return new { Resident = Environment.WorkingSet };
        });
    }
}
