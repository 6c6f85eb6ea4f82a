namespace Evenkeel.TestBed;

/// <summary>The last lines that a child process printed, kept for the message of a failure. Safe from any thread.</summary>
public sealed class OutputTail(int capacity = 400)
{
    private readonly Queue<string> _lines = new();

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
        }
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join('\n', _lines);
        }
    }
}
