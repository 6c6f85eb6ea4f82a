using Evenkeel.Stores.Tests.Clients;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>
/// The client's own record of what it handed over: a line is on the disk before its operation is. The oracle reads the file, not the client's memory.
/// </summary>
internal sealed class ClientLog : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly FileStream _stream;

    public ClientLog() => _stream = new FileStream(_file, FileMode.Open, FileAccess.Write, FileShare.Read);

    public void Enqueued(TestOperation operation) => Write($"enqueued {operation.Id} {operation.Lane} {operation.Seq} {operation.Path}");

    /// <summary>It was refused, and then voided: it may have no effect.</summary>
    public void Discarded(TestOperation operation) => Write($"discarded {operation.Id} {operation.Lane} {operation.Seq} {operation.Path}");

    public IReadOnlyList<Entry> Read()
    {
        using var stream = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        List<Entry> entries = [];
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            entries.Add(new Entry(parts[0] == "discarded", parts[1], parts[2], long.Parse(parts[3]), parts[4]));
        }

        return entries;
    }

    public void Dispose()
    {
        _stream.Dispose();
        File.Delete(_file);
    }

    private void Write(string line)
    {
        lock (_stream)
        {
            _stream.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
            _stream.Flush(flushToDisk: true);
        }
    }

    internal sealed record Entry(bool IsDiscarded, string Operation, string Lane, long Seq, string Path);
}
