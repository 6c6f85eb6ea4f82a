using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Evenkeel.Testing.Faults;

/// <summary>
/// A TCP proxy on loopback that hurts HTTP/1.1 exchanges, by a seeded draw or as ordered. It passes bytes on as they are, and follows where requests and answers end, so
/// that kept-alive connections are hurt per request; pipelined requests wait for their turn. Everything may be changed and read from any thread while it runs.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<FaultyConnection, Task> _connections = new();
    private readonly ConcurrentQueue<(Fault Fault, TimeSpan Delay)> _ordered = new();
    private readonly DnsEndPoint _server;
    private readonly int _seed;
    private readonly Task _accepting;
    private volatile FaultRates _rates = FaultRates.None;
    private volatile bool _offline;

    private FaultProxy(DnsEndPoint server, int seed, TimeProvider time)
    {
        (_server, _seed, Time) = (server, seed, time);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The loopback port that it listens on.</summary>
    public int Port { get; }

    /// <summary>What clients are given in place of the server's address.</summary>
    public Uri BaseAddress => new($"http://127.0.0.1:{Port}/");

    /// <summary>What it has done so far.</summary>
    public FaultCounts Counts { get; } = new();

    /// <summary>How often it does what. Takes effect with the next exchange. Default: <see cref="FaultRates.None"/>.</summary>
    public FaultRates Rates
    {
        get => _rates;
        set => _rates = value;
    }

    /// <summary>True resets every open connection, and each new one as soon as it is made. Default: false.</summary>
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

    internal TimeProvider Time { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="server">Where the server is, by plain HTTP. It may start later, or again: a client that comes meanwhile is reset.</param>
    /// <param name="seed">The same seed gives the n-th connection the same draws. Default: 1.</param>
    /// <param name="time">What delays are waited on. Default: the system's clock; with a <c>ManualClock</c> an answer is late until the test says so.</param>
    /// <exception cref="ArgumentException"><paramref name="server"/> is not an <c>http:</c> address.</exception>
    public static FaultProxy Before(Uri server, int seed = 1, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.Scheme == Uri.UriSchemeHttp
            ? new FaultProxy(new DnsEndPoint(server.Host, server.Port), seed, time ?? TimeProvider.System)
            : throw new ArgumentException($"'{server}' is not an http: address. The proxy has to see where requests and answers end.", nameof(server));
    }

    /// <summary>Orders a fault for the next exchange to which <see cref="FaultRates.Applies"/>, ahead of any draw. Several orders are carried out one after the other.</summary>
    /// <exception cref="ArgumentException"><paramref name="fault"/> is <see cref="Fault.Delay"/>: say how long with <see cref="DelayNext"/>.</exception>
    public void FailNext(Fault fault) => _ordered.Enqueue(
        fault == Fault.Delay ? throw new ArgumentException($"Say how long, with {nameof(DelayNext)}.", nameof(fault)) : (fault, TimeSpan.Zero));

    /// <summary>Orders that the next answer is held back for a time, after the server has given it.</summary>
    public void DelayNext(TimeSpan time) => _ordered.Enqueue((Fault.Delay, time));

    /// <summary>Resets every open connection.</summary>
    public void CutConnections()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Cut();
        }
    }

    /// <summary>Resets every connection and listens no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        CutConnections();
        await Task.WhenAll(_connections.Values);
    }

    internal Exchange Begin(string firstLine, Random random)
    {
        Counts.AddExchange();
        var (rates, number, burstToCut) = (_rates, random.NextDouble(), random.Next(1, 4));
        var (fault, delay) = !rates.Applies(firstLine) ? (Fault.None, TimeSpan.Zero)
            : _ordered.TryDequeue(out var ordered) ? ordered
            : (rates.Draw(number), TimeSpan.Zero);
        return new Exchange(firstLine, fault, rates.RequestLatency, rates.AnswerLatency + delay, burstToCut);
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
            await connection.RunAsync(_server);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            ended.SetResult();
        }
    }
}
