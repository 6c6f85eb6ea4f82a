using System.Diagnostics;
using Evenkeel.AspNetCore.Deployments;

namespace SkewServer.Hosting;

/// <summary>Makes a build current by hand.</summary>
internal static class Activation
{
    // All processes of a machine read one monotonic clock: the moments are comparable with the benchmark's own.
    public static void MapActivation(this IEndpointRouteBuilder app) => app.MapPost("/activate", async (string build, IDeployments deployments, CancellationToken cancellationToken) =>
    {
        var began = Stopwatch.GetTimestamp();
        var current = await deployments.ActivateAsync(build, cancellationToken);
        return new { current.Epoch, Began = began, Ended = Stopwatch.GetTimestamp() };
    });
}
