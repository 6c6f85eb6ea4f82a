namespace Evenkeel.Stores.Tests.Clients;

/// <summary>An answer of the protocol to one operation.</summary>
internal sealed record Answer(int Status, bool Replayed, string Body)
{
    public bool IsDone => Status is >= 200 and < 400;

    /// <summary>Whether the same operation has to be sent again.</summary>
    public bool IsRetry => Status is 408 or 425 or 429 or >= 500 and not 501;

    /// <summary>What a replay must repeat.</summary>
    public string Text { get; } = $"{Status} {Body}";

    public bool Is(string code) => Body.Contains($"\"error\":\"{code}\"", StringComparison.Ordinal);
}
