using System.Security.Cryptography;

namespace LoadServer;

/// <summary>What a request costs: a page of an application that computes, some 5 ms of a processor.</summary>
internal static class Work
{
    private static readonly byte[] Block = new byte[64 * 1024];

    public static string Run()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var round = 0; round < 100; round++)
        {
            SHA256.HashData(Block, hash);
        }

        return Convert.ToHexString(hash);
    }
}
