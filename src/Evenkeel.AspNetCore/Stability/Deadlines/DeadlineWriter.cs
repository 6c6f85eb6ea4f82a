using System.IO.Pipelines;

namespace Evenkeel.AspNetCore.Stability.Deadlines;

/// <summary>The body's writer: the first use of it decides whether the answer is the handler's.</summary>
internal sealed class DeadlineWriter(DeadlineResponse response) : PipeWriter
{
    private PipeWriter? _target;

    public override bool CanGetUnflushedBytes => Target.CanGetUnflushedBytes;

    public override long UnflushedBytes => _target?.UnflushedBytes ?? 0;

    private PipeWriter Target => _target ??= response.Begin();

    public override void Advance(int bytes) => Target.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => Target.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => Target.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => Target.FlushAsync(cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) => Target.WriteAsync(source, cancellationToken);

    public override void CancelPendingFlush() => Target.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => Target.Complete(exception);
}
