namespace Evenkeel.Testing.Processes;

/// <summary>The last lines that a child process printed, kept for the message of a failure. Safe from any thread.</summary>
internal sealed class OutputTail(int capacity = 400)
{
    private readonly Queue<string> _lines = new();
    private readonly List<(Func<string, bool> Is, TaskCompletionSource<string> Printed)> _awaited = [];

    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > capacity)
            {
                _lines.Dequeue();
            }

            _awaited.RemoveAll(each => each.Is(line) && each.Printed.TrySetResult(line));
        }
    }

    /// <summary>The next line, from now on, that <paramref name="isIt"/> accepts.</summary>
    public Task<string> NextAsync(Func<string, bool> isIt)
    {
        var printed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            _awaited.Add((isIt, printed));
        }

        return printed.Task;
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join('\n', _lines);
        }
    }
}
