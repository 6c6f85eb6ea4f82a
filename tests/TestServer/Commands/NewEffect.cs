using System.Security.Claims;
using Evenkeel.TestServer.Callers;
using Evenkeel.TestServer.Data;

namespace Evenkeel.TestServer.Commands;

/// <summary>The input of every command that leaves an effect.</summary>
internal sealed record NewEffect
{
    /// <summary>Any text that names the operation to the test.</summary>
    public required string Operation { get; init; }

    public string Lane { get; init; } = "";

    public long Seq { get; init; }

    /// <summary>A payload that begins with <c>poison</c> is refused with 400; one that begins with <c>flaky</c> is answered 503 the first time.</summary>
    public string Payload { get; init; } = "";

    public bool IsPoison => Payload.StartsWith("poison", StringComparison.Ordinal);

    public bool IsFlaky => Payload.StartsWith("flaky", StringComparison.Ordinal);

    public Effect For(ClaimsPrincipal user, string lane) => new()
    {
        Tenant = user.FindFirstValue(TestCallers.TenantClaim) ?? "",
        User = user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "",
        Lane = Lane is { Length: > 0 } own ? own : lane,
        Seq = Seq,
        Operation = Operation,
        Payload = Payload,
    };
}
