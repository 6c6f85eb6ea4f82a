namespace Evenkeel.AspNetCore.Telemetry.Exposition;

/// <summary>One combination of labels of a metric. Thread-safe.</summary>
internal sealed class Series(double[] bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[bounds.Length + 1];
    private double _value;
    private long _count;

    public void Add(double value)
    {
        lock (_lock)
        {
            _value += value;
        }
    }

    public void Set(double value)
    {
        lock (_lock)
        {
            _value = value;
        }
    }

    /// <summary>Counts a value into its bucket: the first whose bound it is not above.</summary>
    public void Record(double value)
    {
        var at = Array.BinarySearch(bounds, value);
        lock (_lock)
        {
            _buckets[at < 0 ? ~at : at]++;
            _value += value;
            _count++;
        }
    }

    /// <returns>The value or sum, the count, and how many values were in each bucket.</returns>
    public (double Value, long Count, long[] Buckets) Read()
    {
        lock (_lock)
        {
            return (_value, _count, [.. _buckets]);
        }
    }
}
