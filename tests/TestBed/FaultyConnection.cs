using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Evenkeel.TestBed;

/// <summary>One client's connection through a <see cref="FaultProxy"/>, with its own connection to the server.</summary>
internal sealed class FaultyConnection(FaultProxy proxy, Socket client, Random random) : IDisposable
{
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    // An exchange begins with the first bytes of the client after the server has spoken. Both pumps look at these.
    private volatile bool _serverSpoke = true;
    private volatile Fault _fault;
    private volatile int _burstToCut;
    private int _bursts;

    public async Task RunAsync(IPEndPoint upstream)
    {
        try
        {
            client.NoDelay = _server.NoDelay = true;
            await _server.ConnectAsync(upstream);
            await Task.WhenAll(CutOnErrorAsync(PumpRequestsAsync()), CutOnErrorAsync(PumpAnswersAsync()));
        }
        catch (SocketException)
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
    }

    private async Task PumpRequestsAsync()
    {
        var buffer = new byte[64 * 1024];
        while (await client.ReceiveAsync(buffer) is > 0 and var count)
        {
            var bytes = buffer.AsMemory(0, count);
            if (_serverSpoke)
            {
                BeginExchange(bytes.Span);
                await Task.Delay(proxy.Rates.RequestLatency);
                if (_fault == Fault.CutRequest)
                {
                    await _server.SendAsync(bytes[..(count / 2)]);
                    CutFor(Fault.CutRequest);
                    return;
                }
            }

            if (_fault != Fault.SwallowRequest)
            {
                await SendAllAsync(_server, bytes);
            }
        }

        _server.Shutdown(SocketShutdown.Send);
    }

    private async Task PumpAnswersAsync()
    {
        var buffer = new byte[64 * 1024];
        while (await _server.ReceiveAsync(buffer) is > 0 and var count)
        {
            var bytes = buffer.AsMemory(0, count);
            _serverSpoke = true;
            _bursts++;
            if (_fault == Fault.CutAnswer)
            {
                CutFor(Fault.CutAnswer);
                return;
            }

            if (_bursts == 1)
            {
                await Task.Delay(proxy.Rates.AnswerLatency);
            }

            if (_fault == Fault.TruncateAnswer && _bursts == _burstToCut)
            {
                await SendAllAsync(client, bytes[..(count / 2)]);
                CutFor(Fault.TruncateAnswer);
                return;
            }

            await SendAllAsync(client, bytes);
        }

        client.Shutdown(SocketShutdown.Send);
    }

    private void BeginExchange(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n"u8);
        _fault = proxy.Decide(Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]), random);
        _burstToCut = random.Next(1, 4);
        _bursts = 0;
        _serverSpoke = false;
        if (_fault is Fault.None or Fault.SwallowRequest)
        {
            proxy.Counts.Add(_fault);
        }
    }

    private void CutFor(Fault fault)
    {
        proxy.Counts.Add(fault);
        Cut();
    }

    // A connection that is reset on one side is reset on the other. A closed one is only closed.
    private async Task CutOnErrorAsync(Task pump)
    {
        try
        {
            await pump;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Cut();
        }
    }

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
