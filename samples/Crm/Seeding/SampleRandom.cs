namespace Crm.Seeding;

/// <summary>The same seed gives the same ids and choices on every machine.</summary>
public sealed class SampleRandom(int seed)
{
#pragma warning disable CA5394 // Sample data, not secrets
    private readonly Random _random = new(seed);

    public int Below(int limit) => _random.Next(limit);

    public int Between(int first, int last) => _random.Next(first, last + 1);

    public T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    public Guid Id()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
#pragma warning restore CA5394
}
