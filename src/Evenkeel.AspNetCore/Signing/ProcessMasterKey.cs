using System.Security.Cryptography;

namespace Evenkeel.AspNetCore.Signing;

/// <summary>A master key that lives as long as the process, where there is no database to share one.</summary>
internal sealed class ProcessMasterKey : IMasterKey
{
    private readonly Task<byte[]> _value = Task.FromResult(RandomNumberGenerator.GetBytes(32));

    public Task<byte[]> ReadAsync(CancellationToken cancel) => _value;
}
