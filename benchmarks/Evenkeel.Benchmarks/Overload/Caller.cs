using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Evenkeel.Benchmarks.Overload;

/// <summary>One connection that sends a request and waits for its answer, with little more than the system's own cost.</summary>
internal sealed class Caller(Uri server) : IDisposable
{
    private readonly byte[] _buffer = new byte[8 * 1024];
    private Socket? _socket;

    /// <summary>Sends a request and reads its answer.</summary>
    /// <param name="request">Its bytes.</param>
    /// <param name="began">When the user wanted it.</param>
    /// <param name="patience">After that long the user has gone.</param>
    public async Task<Reply> CallAsync(ReadOnlyMemory<byte> request, long began, TimeSpan patience)
    {
        using var gone = new CancellationTokenSource(patience);
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await _socket.ConnectAsync(server.Host, server.Port, gone.Token);
            }

            await _socket.SendAsync(request, gone.Token);
            var status = await ReadAsync(_socket, gone.Token);
            return new Reply(status, Stopwatch.GetElapsedTime(began));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or IOException)
        {
            Dispose();
            return new Reply(0, Stopwatch.GetElapsedTime(began));
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task<int> ReadAsync(Socket socket, CancellationToken gone)
    {
        for (var read = 0; ;)
        {
            var got = await socket.ReceiveAsync(_buffer.AsMemory(read), gone);
            if (got == 0)
            {
                throw new IOException("The server has closed the connection.");
            }

            read += got;
            if (IsWhole(_buffer.AsSpan(0, read), out var status))
            {
                return status;
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer, out int status)
    {
        status = 0;
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0 || !Utf8Parser.TryParse(answer["HTTP/1.1 ".Length..], out status, out _))
        {
            return false;
        }

        var header = answer[..head].IndexOf("Content-Length: "u8);
        return header < 0
            ? answer.EndsWith("0\r\n\r\n"u8)
            : Utf8Parser.TryParse(answer[(header + "Content-Length: ".Length)..], out int length, out _) && answer.Length >= head + 4 + length;
    }

    /// <summary>A request of one user.</summary>
    public static byte[] Request(Uri server, string path, string user) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {user}\r\n\r\n");
}
