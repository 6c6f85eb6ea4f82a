using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Evenkeel.TestBed;

/// <summary>
/// A TCP proxy on loopback that hurts HTTP exchanges by a seeded draw. It works on bytes: what a client sends after the
/// server has spoken begins a new exchange, so kept-alive connections are hurt per request (pipelining is not understood).
/// Everything may be changed and read from any thread while it runs.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<FaultyConnection, Task> _connections = new();
    private readonly ConcurrentQueue<Fault> _ordered = new();
    private readonly IPEndPoint _upstream;
    private readonly int _seed;
    private readonly Task _accepting;
    private volatile FaultRates _rates = FaultRates.None;
    private volatile bool _offline;

    /// <summary>Starts to listen.</summary>
    /// <param name="upstreamPort">The loopback port of the server, which may start later, or again.</param>
    /// <param name="seed">The same seed gives the n-th connection the same draws.</param>
    public FaultProxy(int upstreamPort, int seed = 1)
    {
        _upstream = new IPEndPoint(IPAddress.Loopback, upstreamPort);
        _seed = seed;
        Port = FreePort.Next();
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public Uri BaseAddress => new($"http://127.0.0.1:{Port}/");

    public FaultCounts Counts { get; } = new();

    /// <summary>Takes effect with the next exchange.</summary>
    public FaultRates Rates
    {
        get => _rates;
        set => _rates = value;
    }

    /// <summary>True resets every open connection, and each new one as soon as it is made.</summary>
    public bool Offline
    {
        get => _offline;
        set
        {
            _offline = value;
            if (value)
            {
                CutConnections();
            }
        }
    }

    /// <summary>Orders a fault for the next exchange to which <see cref="FaultRates.Applies"/>, ahead of any draw.</summary>
    public void FailNext(Fault fault) => _ordered.Enqueue(fault);

    /// <summary>Resets every open connection.</summary>
    public void CutConnections()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Cut();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        CutConnections();
        await Task.WhenAll(_connections.Values);
    }

    internal Fault Decide(string firstLine, Random random)
    {
        Counts.AddExchange();
        var number = random.NextDouble();
        var rates = _rates;
        if (!rates.Applies(firstLine))
        {
            return Fault.None;
        }

        return _ordered.TryDequeue(out var ordered) ? ordered : rates.Draw(number);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }

            var number = Counts.AddConnection();
            var connection = new FaultyConnection(this, client, new Random(unchecked((_seed * 1_000_003) + number)));
            if (_offline)
            {
                connection.Cut();
                continue;
            }

            // Registered before it runs, so that neither going offline nor disposal can miss it.
            var ended = new TaskCompletionSource();
            _connections[connection] = ended.Task;
            _ = RunAsync(connection, ended);
        }
    }

    private async Task RunAsync(FaultyConnection connection, TaskCompletionSource ended)
    {
        try
        {
            await connection.RunAsync(_upstream);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            ended.SetResult();
        }
    }
}
