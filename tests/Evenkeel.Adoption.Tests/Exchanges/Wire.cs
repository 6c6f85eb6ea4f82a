using System.Net.Sockets;
using System.Text;

namespace Evenkeel.Adoption.Tests.Exchanges;

/// <summary>HTTP without a client that would tidy it up: what is written is sent, and what comes is kept.</summary>
internal static class Wire
{
    /// <summary>The applications are called by this name, so that absolute addresses in answers do not depend on the port.</summary>
    public const string Host = "app.example";

    public static async Task<Answer> SendAsync(Uri server, Call call) => Answer.Read(await SendRawAsync(server, call));

    /// <returns>All bytes until the server closes; none when the connection is cut.</returns>
    public static async Task<byte[]> SendRawAsync(Uri server, Call call)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.Host, server.Port);
        await using var stream = tcp.GetStream();
        using var bytes = new MemoryStream();
        try
        {
            await stream.WriteAsync(Bytes(call));
            await stream.CopyToAsync(bytes);
        }
        catch (IOException)
        {
            // What came before the cut is the answer.
        }

        return bytes.ToArray();
    }

    private static byte[] Bytes(Call call)
    {
        var body = Encoding.UTF8.GetBytes(call.Body ?? "");
        var head = new StringBuilder($"{call.Method} {call.Path} HTTP/1.1\r\nHost: {Host}\r\nConnection: close\r\n");
        foreach (var (name, value) in call.Headers)
        {
            head.Append($"{name}: {value}\r\n");
        }

        if (call.Body is not null)
        {
            head.Append($"Content-Type: {call.ContentType}\r\n");
        }

        if (call.Body is not null || call.Method is "POST" or "PUT")
        {
            head.Append($"Content-Length: {body.Length}\r\n");
        }

        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
    }
}
