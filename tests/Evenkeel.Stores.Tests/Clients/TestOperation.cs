using System.Text.Json;
using Evenkeel.Protocol.Operations;

namespace Evenkeel.Stores.Tests.Clients;

/// <summary>One call of a command of the test server. Its bytes are the same however often and by whichever way it is sent.</summary>
internal sealed record TestOperation
{
    public OperationId Id { get; init; } = OperationId.Create(TimeProvider.System.GetUtcNow());

    public string Path { get; init; } = "/api/effects";

    public string Lane { get; init; } = "effects";

    public long Seq { get; init; }

    public bool IsPoison { get; init; }

    /// <summary>The server fails it once with 503, so that those behind it in its lane could overtake it.</summary>
    public bool IsFlaky { get; init; }

    public string Body => JsonSerializer.Serialize(
        new { operation = Id.ToString(), lane = Lane, seq = Seq, payload = IsPoison ? "poison" : IsFlaky ? "flaky" : "sound" });

    public string Line => $$"""{"id":"{{Id}}","method":"POST","path":"{{Path}}","lane":"{{Lane}}","body":{{Body}}}""";

    public string VoidLine => $$"""{"void":"{{Id}}"}""";
}
