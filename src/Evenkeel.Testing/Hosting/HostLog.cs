using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Evenkeel.Testing.Hosting;

/// <summary>What a <see cref="KeelHost"/> logged, from warnings upward, over all its starts. Safe from any thread.</summary>
public sealed class HostLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    internal HostLog()
    {
    }

    /// <summary>One text for each message: level, event id, message, exception.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>All lines, for the message of a failure.</summary>
    public override string ToString() => string.Join('\n', _lines);

    internal ILoggerProvider Provider() => new Writers(_lines);

    private sealed class Writers(ConcurrentQueue<string> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Writer(lines);

        public void Dispose()
        {
        }
    }

    private sealed class Writer(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");
            }
        }
    }
}
