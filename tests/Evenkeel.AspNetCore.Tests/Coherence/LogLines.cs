using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, int Id)> _lines = [];

    public IEnumerable<(LogLevel Level, int Id)> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Enqueue((logLevel, eventId.Id));

    public void Dispose()
    {
    }
}
