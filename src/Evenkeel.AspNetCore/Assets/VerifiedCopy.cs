using System.Security.Cryptography;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>Copies a file of the release, and refuses it when it is not the one that the manifest names.</summary>
internal static class VerifiedCopy
{
    public static async Task RunAsync(string build, string path, string hash, Func<string, Stream> open, Stream target, CancellationToken cancel)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        await using var source = open(path);
        while (await source.ReadAsync(buffer, cancel) is > 0 and var count)
        {
            sum.AppendData(buffer.AsSpan(0, count));
            await target.WriteAsync(buffer.AsMemory(0, count), cancel);
        }

        if (Convert.ToHexStringLower(sum.GetHashAndReset()) != hash)
        {
            throw new InvalidOperationException($"The file {path} of build {build} is not the one that its evenkeel.json names: the release is mixed or incomplete. Build and deploy it anew.");
        }
    }
}
