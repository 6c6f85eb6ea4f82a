namespace Evenkeel.AspNetCore.Assets;

/// <summary>
/// A file that is written under a name of its own and gets its real one when it is whole and on the disk: after a crash there is all of it or nothing. Two who write the same file do not meet.
/// </summary>
internal static class StagedFile
{
    public static async Task WriteAsync(FolderLayout layout, string target, TimeProvider clock, Func<Stream, Task> write)
    {
        Directory.CreateDirectory(layout.Staging);
        var staged = Path.Combine(layout.Staging, Guid.CreateVersion7(clock.GetUtcNow()).ToString("n"));
        try
        {
            await using (var file = new FileStream(staged, FileMode.CreateNew, FileAccess.Write, FileShare.None, 81920, FileOptions.Asynchronous))
            {
                await write(file);
                file.Flush(flushToDisk: true);
            }

            File.SetLastWriteTimeUtc(staged, clock.GetUtcNow().UtcDateTime);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(staged, target, overwrite: true);
        }
        catch
        {
            // A full disk gets back what was taken of it.
            File.Delete(staged);
            throw;
        }
    }
}
