namespace Evenkeel.TestServer.Deliveries;

/// <summary>The command line's <c>--sink</c>: where messages are posted.</summary>
internal sealed record SinkAddress(string? Url);
