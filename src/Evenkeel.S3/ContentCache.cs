using System.Security.Cryptography;

namespace Evenkeel.S3;

/// <summary>
/// Contents in a folder of this machine, by their hash. What was once read from the bucket is served from here, at any position; a file appears whole, by a rename, and only if it is what its name says.
/// </summary>
internal sealed class ContentCache(string folder)
{
    public Stream? Open(string hash)
    {
        try
        {
            return new FileStream(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 81920, FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Takes in what <paramref name="write"/> writes; false: it wrote nothing.</summary>
    /// <exception cref="InvalidDataException">It is not what the hash says.</exception>
    public async Task<bool> TryAddAsync(string hash, Func<Stream, Task<bool>> write, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var staged = Path.Combine(folder, $"{Path.GetRandomFileName()}.tmp");
        try
        {
            await using (var file = new FileStream(staged, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.Asynchronous))
            {
                if (!await write(file))
                {
                    return false;
                }

                file.Position = 0;
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)) != hash)
                {
                    throw new InvalidDataException($"The content {hash} is not what its name says.");
                }
            }

            File.Move(staged, PathOf(hash), overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(staged);
        }
    }

    private string PathOf(string hash) => Path.Combine(folder, hash);
}
