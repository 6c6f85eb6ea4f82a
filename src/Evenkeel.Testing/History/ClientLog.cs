using System.Text;
using System.Text.Json;

namespace Evenkeel.Testing.History;

/// <summary>
/// A client's own record of what it handed over and what it was told, a line of JSON for each. Each call returns once its lines are on the disk: what was written before the
/// first send is there whatever dies afterwards, and the check reads the file in place of anybody's memory. Safe from any thread; one process at a time.
/// </summary>
public sealed class ClientLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _stream;

    /// <summary>Opens the file; where it exists the client goes on at its end, as one does that was killed.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public ClientLog(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        var whole = File.Exists(Path) ? WholeLines(File.ReadAllBytes(Path)).Length : 0;
        _stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        _stream.SetLength(whole);
        _stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>The file, as an absolute path.</summary>
    public string Path { get; }

    /// <summary>Reads a log, also while it is being written. A last line that was cut is left out: what it announces had not happened yet.</summary>
    /// <exception cref="FormatException">Another line is not one of a log.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<LogEntry> Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var lines = Encoding.UTF8.GetString(WholeLines(bytes.GetBuffer().AsSpan(0, (int)bytes.Length))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select((line, index) => Parse(line, $"{path}, line {index + 1}"))];
    }

    /// <summary>Before the first send: the operation is the client's from now on, and has to take effect once.</summary>
    /// <param name="operation">The operation id.</param>
    /// <param name="lane">The lane whose order it keeps; lanes of several clients need names of their own. Null: it has no order.</param>
    /// <param name="note">Anything that the test wants to read again.</param>
    public void Enqueued(string operation, string? lane = null, string? note = null) =>
        Write(new LogEntry { Event = LogEvent.Enqueued, Operation = operation, Lane = lane, Note = note });

    /// <summary>Before the client forgets the operation: the server said that it took effect.</summary>
    /// <param name="operation">The operation id.</param>
    /// <param name="answer">What the server answered, if replays are to be compared with it.</param>
    public void Done(string operation, string? answer = null) =>
        Write(new LogEntry { Event = LogEvent.Done, Operation = operation, Answer = answer });

    /// <summary>The server refused it for good, and says that nothing took effect.</summary>
    public void Rejected(string operation) => Write(new LogEntry { Event = LogEvent.Rejected, Operation = operation });

    /// <summary>The server acknowledged its void: it may never take effect any more.</summary>
    public void Discarded(string operation) => Write(new LogEntry { Event = LogEvent.Discarded, Operation = operation });

    /// <summary>Writes several entries, in their order, for the price of one.</summary>
    public void Write(params IReadOnlyList<LogEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var lines = string.Concat(entries.Select(entry => JsonSerializer.Serialize(entry, LogJson.Default.LogEntry) + "\n"));
        lock (_lock)
        {
            _stream.Write(Encoding.UTF8.GetBytes(lines));
            _stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>Closes the file, which stays.</summary>
    public void Dispose() => _stream.Dispose();

    private static ReadOnlySpan<byte> WholeLines(ReadOnlySpan<byte> bytes) => bytes[..(bytes.LastIndexOf((byte)'\n') + 1)];

    private static LogEntry Parse(string line, string place)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LogJson.Default.LogEntry) ?? throw new JsonException();
        }
        catch (JsonException error)
        {
            throw new FormatException($"{place}, is not one of a client's log: {line}", error);
        }
    }
}
