using System.Net.Sockets;
using System.Text;
using Evenkeel.AspNetCore.Tests.Hosting;

namespace Evenkeel.AspNetCore.Tests.Skew;

/// <summary>A call that is refused by its headers is refused before its body arrives.</summary>
public sealed class RefusedBodyTests
{
    private const int Whole = 100 * 1024 * 1024;

    [Fact]
    [Trait("Show", "3.9")]
    public async Task A_body_of_100_MB_that_comes_slowly_is_refused_before_it_is_read()
    {
        using var database = new TestDatabase();
        await using var app = await Builds.StartAsync("b2", database, Builds.Second);
        var (sent, answer) = await SendSlowlyAsync(app.Http.BaseAddress!, "0123456789abcdef");
        Assert.StartsWith("HTTP/1.1 409 ", answer);
        Assert.Contains("contract-mismatch", answer);
        Assert.True(sent < 4 * 1024 * 1024, $"{sent} bytes were taken before the refusal came.");

        // The same call under the right contract is read to its end, and refused for what it is.
        var (all, limit) = await SendSlowlyAsync(app.Http.BaseAddress!, app.ContractOf("POST /api/notes"), whole: 1024 * 1024);
        Assert.StartsWith("HTTP/1.1 400 ", limit);
        Assert.Equal(1024 * 1024, all);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    // Writes a piece, looks whether there is an answer, and goes on only if there is none.
    private static async Task<(int Sent, string Answer)> SendSlowlyAsync(Uri server, string contract, int whole = Whole)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.Host, server.Port);
        var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/notes HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\nEvenkeel-Protocol: 2\r\nIdempotency-Key: {Call.NewId()}\r\nEvenkeel-Contract: {contract}\r\nContent-Type: application/json\r\nContent-Length: {whole}\r\nConnection: close\r\n\r\n"));
        var piece = Enumerable.Repeat((byte)'x', 16 * 1024).ToArray();
        var sent = 0;
        var answering = AnswerAsync(stream);
        while (sent < whole && await Task.WhenAny(answering, Task.Delay(2)) != answering)
        {
            try
            {
                await stream.WriteAsync(piece);
            }
            catch (IOException)
            {
                // The server has closed the connection behind its answer.
                break;
            }

            sent += piece.Length;
        }

        return (sent, await answering);
    }

    private static async Task<string> AnswerAsync(Stream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        int read;
        while (!text.ToString().Contains("\"error\"", StringComparison.Ordinal) && (read = await stream.ReadAsync(buffer)) > 0)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}
