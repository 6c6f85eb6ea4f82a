namespace Evenkeel.Testing.History;

/// <summary>What the log says of one operation.</summary>
internal sealed class OperationHistory(string operation, string? lane, int place)
{
    private bool _wasRefused;
    private bool _wasDiscarded;
    private string? _answer;

    public string Operation => operation;

    public string? Lane => lane;

    /// <summary>Its place among the enqueued.</summary>
    public int Place => place;

    public bool WasDone { get; private set; }

    public bool IsContradicted { get; private set; }

    /// <summary>Whether it may have no effect.</summary>
    public bool IsForbidden => !WasDone && (_wasRefused || _wasDiscarded);

    public void Add(LogEntry entry)
    {
        switch (entry.Event)
        {
            case LogEvent.Enqueued:
                // A person tries once more what was refused.
                _wasRefused = false;
                break;
            case LogEvent.Done:
                IsContradicted |= _wasDiscarded || (_answer ?? entry.Answer) != (entry.Answer ?? _answer);
                (WasDone, _answer) = (true, _answer ?? entry.Answer);
                break;
            default:
                IsContradicted |= WasDone;
                _wasRefused |= entry.Event == LogEvent.Rejected;
                _wasDiscarded |= entry.Event == LogEvent.Discarded;
                break;
        }
    }
}
