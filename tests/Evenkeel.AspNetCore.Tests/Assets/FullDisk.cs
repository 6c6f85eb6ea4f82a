namespace Evenkeel.AspNetCore.Tests.Assets;

/// <summary>Gives some bytes of a file and then the error of a full disk, which copying cannot tell from one of its target.</summary>
internal sealed class FullDisk(Stream inner) : Stream
{
    private bool _isFull;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_isFull)
        {
            throw new IOException("No space left on device");
        }

        _isFull = true;
        return inner.Read(buffer, offset, Math.Min(count, 4));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
