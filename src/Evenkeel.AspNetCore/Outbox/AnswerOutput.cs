using Evenkeel.Protocol.Flushing;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>
/// Sends answers while later operations still run: soon enough for a client that waits, seldom enough to cost little. It writes only between
/// operations, when no transaction is open.
/// </summary>
internal sealed class AnswerOutput(HttpResponse response, TimeProvider clock) : IDisposable
{
    private const int FlushBytes = 16 * 1024;
    private static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(50);

    private readonly AnswerLineWriter _lines = new(response.BodyWriter);
    private long _flushedAt = clock.GetTimestamp();

    public async ValueTask WriteAsync(AnswerLine answer, CancellationToken cancel)
    {
        _lines.Write(answer);
        if (response.BodyWriter.UnflushedBytes >= FlushBytes || clock.GetElapsedTime(_flushedAt) >= FlushEvery)
        {
            await response.BodyWriter.FlushAsync(cancel);
            _flushedAt = clock.GetTimestamp();
        }
    }

    public void Dispose() => _lines.Dispose();

    public async ValueTask EndAsync(int answers, CancellationToken cancel)
    {
        _lines.WriteEnd(answers);
        await response.BodyWriter.FlushAsync(cancel);
    }
}
