namespace Evenkeel.Testing.Faults;

/// <summary>What a <see cref="FaultProxy"/> has done so far. Safe from any thread.</summary>
public sealed class FaultCounts
{
    private readonly int[] _faults = new int[Enum.GetValues<Fault>().Length];
    private int _connections;
    private int _exchanges;

    internal FaultCounts()
    {
    }

    /// <summary>Connections that clients have made.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Requests that arrived.</summary>
    public int Exchanges => Volatile.Read(ref _exchanges);

    /// <summary>How often a fault was carried out. A test asserts on it that it has tested something.</summary>
    public int this[Fault fault] => Volatile.Read(ref _faults[(int)fault]);

    internal int AddConnection() => Interlocked.Increment(ref _connections);

    internal void AddExchange() => Interlocked.Increment(ref _exchanges);

    internal void Add(Fault fault) => Interlocked.Increment(ref _faults[(int)fault]);
}
