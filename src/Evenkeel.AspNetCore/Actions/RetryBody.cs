namespace Evenkeel.AspNetCore.Actions;

/// <summary>
/// A request's buffered body as one attempt reads it, from its beginning. A handler may close it; and since it is another stream for each attempt, the
/// framework makes another reader for it, in place of the one that has read to the end.
/// </summary>
internal sealed class RetryBody : Stream
{
    private readonly Stream _buffered;

    public RetryBody(Stream buffered)
    {
        buffered.Position = 0;
        _buffered = buffered;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _buffered.Length;

    public override long Position
    {
        get => _buffered.Position;
        set => _buffered.Position = value;
    }

    public override int Read(Span<byte> buffer) => _buffered.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => _buffered.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _buffered.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _buffered.ReadAsync(buffer, offset, count, cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => _buffered.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
