using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Sessions.Unknown;
using Evenkeel.Protocol.Flushing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>
/// Lets routing choose nothing but a command (and for a void line only the endpoint that voids), wherever in the pipeline routing stands.
/// </summary>
internal sealed class CommandsOnly(FlushLine line) : IEndpointFeature
{
    private static readonly Endpoint Unknown = new(
        static http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        },
        EndpointMetadataCollection.Empty,
        "not a command");

    private Endpoint? _endpoint;

    public Endpoint? Endpoint
    {
        get => _endpoint;
        set => _endpoint = SessionUnknown.IsAnswer(value) || value is null || MayReach(value.Metadata) ? value : Unknown;
    }

    public bool MayReach(EndpointMetadataCollection metadata) => line.Void is null
        ? metadata.GetMetadata<ActionMetadata>() is { IsCommand: true }
        : metadata.GetMetadata<VoidMetadata>() is not null;
}

/// <summary>Marks the endpoint that voids an operation, which a flush may reach by a void line.</summary>
internal sealed record VoidMetadata;
