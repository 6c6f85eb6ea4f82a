using Evenkeel.AspNetCore.Sharing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>All that the command runner needs of an endpoint's metadata, read once.</summary>
internal sealed record CommandTraits
{
    public required string Name { get; init; }

    public required bool Once { get; init; }

    public required bool SingleSave { get; init; }

    public required bool OwnsTransaction { get; init; }

    public required bool Sensitive { get; init; }

    /// <summary>Made by MapCommand: what its handler does besides its writes may be done again.</summary>
    public required bool Native { get; init; }

    public required bool RollbackOnReject { get; init; }

    /// <summary>It does not share its commit with others.</summary>
    public required bool Alone { get; init; }

    /// <summary>Whether it is quick enough to share.</summary>
    public required SharingPace Pace { get; init; }

    public static CommandTraits Of(EndpointMetadataCollection metadata, string method, Endpoint? endpoint, TimeProvider clock) => new()
    {
        Name = $"{method} {(endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "?"}",
        Pace = new SharingPace(clock),
        Once = metadata.GetMetadata<OnceMetadata>() is not null,
        SingleSave = metadata.GetMetadata<SingleSaveMetadata>() is not null,
        Sensitive = metadata.GetMetadata<SensitiveMetadata>() is not null,
        OwnsTransaction = metadata.GetMetadata<OwnsTransactionMetadata>() is not null,
        Alone = metadata.GetMetadata<OwnsTransactionMetadata>() is not null || (metadata.GetMetadata<AloneMetadata>()?.Alone ?? metadata.GetMetadata<ActionMetadata>() is not { IsNative: true }),
        Native = metadata.GetMetadata<ActionMetadata>() is { IsNative: true },
        RollbackOnReject = metadata.GetMetadata<RollbackOnRejectMetadata>() is not null || metadata.GetMetadata<ActionMetadata>() is { IsNative: true },
    };
}
