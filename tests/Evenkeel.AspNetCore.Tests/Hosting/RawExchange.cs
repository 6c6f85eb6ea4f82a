using System.Net.Sockets;
using System.Text;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>HTTP by the byte, for what a well-behaved client would not send, and to see the answer just as it is.</summary>
public sealed class RawExchange : IDisposable
{
    private readonly TcpClient _tcp = new();
    private readonly Stream _stream;

    public RawExchange(Uri server)
    {
        _tcp.Connect(server.Host, server.Port);
        _stream = _tcp.GetStream();
    }

    /// <summary>Sends a request and reads what comes until the server closes; the request asks it to.</summary>
    public static async Task<string> SendAsync(Uri server, string method, string path, string? body = null, params string[] headers)
    {
        using var exchange = new RawExchange(server);
        var length = body is null ? "" : $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n";
        await exchange.WriteAsync($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{string.Concat(headers.Select(h => h + "\r\n"))}{length}\r\n{body}");
        return await exchange.ReadToEndAsync();
    }

    public async Task WriteAsync(string text)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        await _stream.FlushAsync();
    }

    public async Task<string> ReadToEndAsync()
    {
        using var bytes = new MemoryStream();
        await _stream.CopyToAsync(bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Reads until a text has come, or the server closes.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        var read = new StringBuilder();
        var buffer = new byte[4096];
        int count;
        while (!read.ToString().Contains(text, StringComparison.Ordinal) && (count = await _stream.ReadAsync(buffer)) > 0)
        {
            read.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return read.ToString();
    }

    /// <summary>Whether the server has sent anything yet.</summary>
    public bool HasAnswer => _tcp.Available > 0;

    public void Dispose() => _tcp.Dispose();
}
