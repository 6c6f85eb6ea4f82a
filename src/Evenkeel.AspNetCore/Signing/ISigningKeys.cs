namespace Evenkeel.AspNetCore.Signing;

/// <summary>Secrets to sign with, the same on all instances of the application and after each deployment. Thread-safe.</summary>
internal interface ISigningKeys
{
    /// <summary>The key of one purpose: 32 bytes that tell nothing about those of another. It waits for the database only until the first call has succeeded.</summary>
    /// <exception cref="System.Data.Common.DbException">The database did not answer.</exception>
    /// <exception cref="TimeoutException">Another write held the database for too long.</exception>
    ValueTask<byte[]> GetAsync(string purpose, CancellationToken cancel);
}
