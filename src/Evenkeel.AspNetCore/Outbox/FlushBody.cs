using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>Reads a flush to its end before anything is answered: a browser reads no answer until it has sent everything.</summary>
internal static class FlushBody
{
    /// <returns>The bytes, or <see langword="null"/> when there are more than <paramref name="maxBytes"/>.</returns>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancel)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancel);
            if (read.Buffer.Length > maxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>The lines with anything on them, with their 1-based numbers.</summary>
    public static List<(int Number, ReadOnlyMemory<byte> Bytes)> Lines(ReadOnlyMemory<byte> body)
    {
        var lines = new List<(int, ReadOnlyMemory<byte>)>();
        for (var number = 1; !body.IsEmpty; number++)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                lines.Add((number, line));
            }
        }

        return lines;
    }
}
