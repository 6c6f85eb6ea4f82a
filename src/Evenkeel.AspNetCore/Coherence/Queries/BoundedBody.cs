namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>Holds a body up to a size. Beyond it everything written is dropped, and somebody told; so is each flush.</summary>
internal sealed class BoundedBody(int limit, Action exceeded, Action flushed) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Length + buffer.Length > limit)
        {
            exceeded();
            return;
        }

        var at = (int)Length;
        SetLength(at + buffer.Length);
        buffer.CopyTo(GetBuffer().AsSpan(at));
        Position = Length;
    }

    public override void WriteByte(byte value) => Write([value]);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush() => flushed();

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        flushed();
        return Task.CompletedTask;
    }
}
