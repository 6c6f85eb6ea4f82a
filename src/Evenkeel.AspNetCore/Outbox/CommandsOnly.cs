using Evenkeel.AspNetCore.Actions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>
/// Lets routing choose nothing but a command, wherever in the pipeline routing stands: an operation cannot reach an endpoint that is none.
/// </summary>
internal sealed class CommandsOnly : IEndpointFeature
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
        set => _endpoint = value is null || IsCommand(value) ? value : Unknown;
    }

    private static bool IsCommand(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ActionMetadata>() is { IsCommand: true } || endpoint.Metadata.GetMetadata<VoidMetadata>() is not null;
}

/// <summary>Marks the endpoint that voids an operation, which a flush may reach by a void line.</summary>
internal sealed record VoidMetadata;
