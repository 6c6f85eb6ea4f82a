using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Evenkeel.Adoption.Tests.Exchanges;

/// <summary>An answer as it came over the wire. Only the framing of chunks is taken off.</summary>
public sealed record Answer
{
    public required string StatusLine { get; init; }

    /// <summary>In the order in which they came.</summary>
    public required IReadOnlyList<(string Name, string Value)> Headers { get; init; }

    public required string Body { get; init; }

    public int Status => int.Parse(StatusLine.Split(' ')[1], CultureInfo.InvariantCulture);

    public JsonElement Json => JsonElement.Parse(Body);

    public string? this[string header] =>
        Headers.Where(each => each.Name.Equals(header, StringComparison.OrdinalIgnoreCase)).Select(each => each.Value).SingleOrDefault();

    public override string ToString() => $"{StatusLine}\n{string.Concat(Headers.Select(each => $"{each.Name}: {each.Value}\n"))}\n{Body}";

    public static Answer Read(byte[] bytes)
    {
        // One byte is one character, so that nothing is lost before the body is decoded.
        var text = Encoding.Latin1.GetString(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, $"No whole answer came: '{text}'");
        var lines = text[..end].Split("\r\n");
        var answer = new Answer
        {
            StatusLine = lines[0],
            Headers = [.. lines[1..].Select(line => line.Split(": ", 2)).Select(parts => (parts[0], parts[1]))],
            Body = "",
        };
        var body = text[(end + 4)..];
        return answer with { Body = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(answer["Transfer-Encoding"] == "chunked" ? Unchunk(body) : body)) };
    }

    private static string Unchunk(string chunks)
    {
        var body = new StringBuilder();
        while (true)
        {
            var line = chunks.IndexOf("\r\n", StringComparison.Ordinal);
            Assert.True(line > 0, "The answer was cut within its chunks.");
            var length = int.Parse(chunks[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
            {
                return body.ToString();
            }

            body.Append(chunks, line + 2, length);
            chunks = chunks[(line + 2 + length + 2)..];
        }
    }
}
