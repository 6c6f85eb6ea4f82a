using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Evenkeel.Testing.Faults;

/// <summary>One client's connection through a <see cref="FaultProxy"/>, with its own connection to the server.</summary>
internal sealed class FaultyConnection(FaultProxy proxy, Socket client, Random random) : IDisposable
{
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly MessageFraming _request = new(isAnswer: false);
    private readonly MessageFraming _answer = new(isAnswer: true);
    private readonly CancellationTokenSource _cut = new();
    private volatile Exchange? _exchange;
    private volatile bool _isUpgraded;
    private volatile bool _isClosed;

    public async Task RunAsync(DnsEndPoint server)
    {
        try
        {
            client.NoDelay = _server.NoDelay = true;
            await _server.ConnectAsync(server.Host, server.Port, _cut.Token);
            await Task.WhenAll(CutOnErrorAsync(PumpRequestsAsync()), CutOnErrorAsync(PumpAnswersAsync()));
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // The server is not there; the client learns it by the reset.
        }
        finally
        {
            Cut();
        }
    }

    public void Dispose() => Cut();

    /// <summary>Resets both sides.</summary>
    public void Cut()
    {
        Reset(client);
        Reset(_server);
        _cut.Cancel();
    }

    private async Task PumpRequestsAsync()
    {
        var buffer = new byte[64 * 1024];
        while (await client.ReceiveAsync(buffer) is > 0 and var count && !_isClosed)
        {
            for (var rest = buffer.AsMemory(0, count); !rest.IsEmpty;)
            {
                var begins = _exchange is null || (_request.IsComplete && !_isUpgraded);
                if (begins)
                {
                    await BeginExchangeAsync(rest);
                }

                var bytes = _isUpgraded ? rest : rest[.._request.Take(rest.Span)];
                rest = rest[bytes.Length..];
                if (!await PassRequestAsync(_exchange!, bytes, begins))
                {
                    return;
                }
            }
        }

        if (!_isClosed)
        {
            _server.Shutdown(SocketShutdown.Send);
        }
    }

    private async Task BeginExchangeAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_exchange is { } last)
        {
            await last.Answered.WaitAsync(_cut.Token);
        }

        _request.Reset();
        var end = bytes.Span.IndexOf("\r\n"u8);
        var exchange = proxy.Begin(Encoding.Latin1.GetString(end < 0 ? bytes.Span : bytes.Span[..end]), random);
        _exchange = exchange;
        if (exchange.Fault is Fault.None or Fault.SwallowRequest)
        {
            proxy.Counts.Add(exchange.Fault);
        }
    }

    /// <returns>False: the connection was cut.</returns>
    private async Task<bool> PassRequestAsync(Exchange exchange, ReadOnlyMemory<byte> bytes, bool begins)
    {
        if (begins && exchange.RequestLatency > TimeSpan.Zero)
        {
            await Task.Delay(exchange.RequestLatency, proxy.Time, _cut.Token);
        }

        if (exchange.Fault == Fault.CutRequest)
        {
            await SendAllAsync(_server, bytes[..(bytes.Length / 2)]);
            return CutFor(exchange.Fault);
        }

        if (exchange.Fault != Fault.SwallowRequest)
        {
            await SendAllAsync(_server, bytes);
        }

        return true;
    }

    private async Task PumpAnswersAsync()
    {
        var buffer = new byte[64 * 1024];
        while (await _server.ReceiveAsync(buffer) is > 0 and var count)
        {
            for (var rest = buffer.AsMemory(0, count); !rest.IsEmpty;)
            {
                // A server that speaks first, or after its answer, is not understood; its bytes pass.
                var exchange = _exchange is { Answered.IsCompleted: false } known ? known : null;
                var bytes = exchange is null ? rest : rest[.._answer.Take(rest.Span, exchange.FirstLine)];
                rest = rest[bytes.Length..];
                _isUpgraded |= _answer.IsUpgrade;
                if (exchange is null || _answer.IsInterim)
                {
                    await SendAllAsync(client, bytes);
                }
                else if (!await PassAnswerAsync(exchange, bytes))
                {
                    return;
                }
            }
        }

        if (_exchange is { Fault: Fault.TruncateAnswer, Answered.IsCompleted: false })
        {
            // Its end is the connection's end.
            CutFor(Fault.TruncateAnswer);
            return;
        }

        client.Shutdown(SocketShutdown.Send);
    }

    /// <returns>False: the connection was cut or closed.</returns>
    private async Task<bool> PassAnswerAsync(Exchange exchange, ReadOnlyMemory<byte> bytes)
    {
        var (begins, ends) = (exchange.IsUnanswered, _answer.IsComplete);
        var isToCut = exchange.AddBurst(isLast: ends);
        if (begins && exchange.Fault is Fault.SwallowAnswer or Fault.Delay)
        {
            proxy.Counts.Add(exchange.Fault);
        }

        if (exchange.Fault == Fault.CutAnswer)
        {
            return CutFor(exchange.Fault);
        }

        if (begins && exchange.AnswerLatency > TimeSpan.Zero)
        {
            await Task.Delay(exchange.AnswerLatency, proxy.Time, _cut.Token);
        }

        if (exchange.Fault == Fault.TruncateAnswer && isToCut)
        {
            await SendAllAsync(client, bytes[..(bytes.Length / 2)]);
            return CutFor(exchange.Fault);
        }

        if (exchange.Fault != Fault.SwallowAnswer)
        {
            await SendAllAsync(client, bytes);
        }

        return !ends || EndExchange(exchange);
    }

    private bool EndExchange(Exchange exchange)
    {
        _answer.Reset();
        if (exchange.Fault == Fault.CloseAfterAnswer)
        {
            // A reset could overtake the answer, so the client gets none before it closes as well, or sends more.
            proxy.Counts.Add(exchange.Fault);
            _isClosed = true;
            client.Shutdown(SocketShutdown.Send);
            Reset(_server);
            return false;
        }

        // A swallowed answer ends nothing for the client: what it sends next is of the same, dead, connection.
        if (exchange.Fault != Fault.SwallowAnswer)
        {
            exchange.End();
        }

        return true;
    }

    private bool CutFor(Fault fault)
    {
        proxy.Counts.Add(fault);
        Cut();
        return false;
    }

    // A connection that is reset on one side is reset on the other. A closed one is only closed.
    private async Task CutOnErrorAsync(Task pump)
    {
        try
        {
            await pump;
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            Cut();
        }
    }

    private static bool IsEnd(Exception exception) => exception is SocketException or ObjectDisposedException or OperationCanceledException;

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Already gone.
        }

        socket.Dispose();
    }
}
