using System.Buffers;

namespace Evenkeel.AspNetCore.Coherence.Distributed;

/// <summary>Takes so many bytes and no more.</summary>
internal sealed class BoundedBuffer(int limit) : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _inner = new();

    public ReadOnlyMemory<byte> Written => _inner.WrittenMemory;

    public void Advance(int count)
    {
        Refuse(count);
        _inner.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Refuse(sizeHint);
        return _inner.GetMemory(sizeHint);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Refuse(sizeHint);
        return _inner.GetSpan(sizeHint);
    }

    private void Refuse(int more)
    {
        if ((long)_inner.WrittenCount + more > limit)
        {
            throw new InvalidDataException($"The entry is larger than {limit} bytes.");
        }
    }
}
