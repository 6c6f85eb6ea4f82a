using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>All that the command runner needs of an endpoint's metadata, read once.</summary>
internal sealed record CommandTraits
{
    public required string Name { get; init; }

    public required bool Once { get; init; }

    public required bool Sensitive { get; init; }

    public required bool RollbackOnReject { get; init; }

    public static CommandTraits Of(EndpointMetadataCollection metadata, string method, Endpoint? endpoint) => new()
    {
        Name = $"{method} {(endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "?"}",
        Once = metadata.GetMetadata<OnceMetadata>() is not null,
        Sensitive = metadata.GetMetadata<SensitiveMetadata>() is not null,
        RollbackOnReject = metadata.GetMetadata<RollbackOnRejectMetadata>() is not null || metadata.GetMetadata<ActionMetadata>() is { IsNative: true },
    };
}
