namespace Evenkeel.AspNetCore.Signing;

/// <summary>Where the one secret lives that all others are derived from.</summary>
internal interface IMasterKey
{
    Task<byte[]> ReadAsync(CancellationToken cancel);
}
