namespace Evenkeel.TestServer.Deliveries;

/// <summary>What the world outside hears of an operation.</summary>
internal sealed record Message(string Operation);
