using System.Buffers;
using System.Text;
using System.Text.Json;
using Evenkeel.Protocol.Flushing;

namespace Evenkeel.Protocol.Tests.Flushing;

public sealed class AnswerLineWriterTests
{
    private const string Id = "01a0c450-6c00-7abc-8def-0123456789ab";

    [Fact]
    public void Every_member_is_written()
    {
        var line = Write(Answer("{\"id\":7}"u8.ToArray(), "application/json") with
        {
            Status = 201,
            Replayed = true,
            Omitted = true,
            Location = "/api/notes/7",
            ETag = "\"3\"",
            RetryAfter = 2,
            Seen = "a1b2c3d4e5f6.7.sig",
            Changed = ["h1", "h2"],
        });
        Assert.Equal("""{"id":"ID","status":201,"replayed":true,"omitted":true,"location":"/api/notes/7","etag":"\u00223\u0022","retryAfter":2,"seen":"a1b2c3d4e5f6.7.sig","changed":["h1","h2"],"body":{"id":7}}""".Replace("ID", Id, StringComparison.Ordinal), line.GetRawText());
    }

    [Fact]
    public void A_void_is_named_by_void_and_an_unreadable_line_by_its_number()
    {
        Assert.Equal("""{"void":"v","status":200}""", Write(new AnswerLine { Void = "v", Line = 4, Status = 200 }).GetRawText());
        Assert.Equal("""{"line":17,"status":400}""", Write(new AnswerLine { Line = 17, Status = 400 }).GetRawText());
    }

    [Fact]
    public void The_end_has_the_number_of_answers()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new AnswerLineWriter(output);
        writer.WriteEnd(5);
        Assert.Equal("{\"end\":5}\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("application/json", "{\"a\":1}")]
    [InlineData("application/json; charset=utf-8", " [1, 2] ")]
    [InlineData("application/problem+json", "{\"error\":\"x\"}")]
    public void Json_on_one_line_is_the_body(string type, string body)
    {
        var line = Write(Answer(Encoding.UTF8.GetBytes(body), type));
        Assert.Equal(body.Trim(), line.GetProperty("body").GetRawText());
        Assert.False(line.TryGetProperty("type", out _));
    }

    [Theory]
    [InlineData("application/json", "{\n  \"a\": 1\r\n}", "JSON printed over several lines")]
    [InlineData("application/json", "<p>", "not JSON at all")]
    [InlineData("application/json", "{\"a\":", "cut JSON")]
    [InlineData("application/json", "1 2", "two values")]
    [InlineData("application/json", "   ", "no value")]
    [InlineData("application/json", "\ufeff{}", "a byte order mark")]
    [InlineData("text/html", "<p>\"é\"\n</p>", "another type")]
    [InlineData("text/plain", "{\"a\":1}", "JSON that does not claim to be")]
    public void What_would_break_the_framing_is_text_with_its_type(string type, string body, string why)
    {
        var line = Write(Answer(Encoding.UTF8.GetBytes(body), type));
        Assert.True(line.GetProperty("text").GetString() == body, why);
        Assert.Equal(type, line.GetProperty("type").GetString());
        Assert.False(line.TryGetProperty("body", out _));
    }

    [Theory]
    [InlineData("application/octet-stream", new byte[] { 0, 255 })]
    [InlineData("application/json", new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' })]
    public void Bytes_that_are_not_utf8_are_base64(string type, byte[] body)
    {
        var line = Write(Answer(body, type));
        Assert.Equal(body, line.GetProperty("base64").GetBytesFromBase64());
        Assert.Equal(type, line.GetProperty("type").GetString());
    }

    [Fact]
    public void An_answer_without_body_has_no_body() => Assert.Equal($$"""{"id":"{{Id}}","status":204}""", Write(Answer([], null) with { Status = 204 }).GetRawText());

    [Fact]
    public void Lines_follow_each_other()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new AnswerLineWriter(output);
        writer.Write(Answer("{}"u8.ToArray(), "application/json"));
        writer.Write(Answer("a\nb"u8.ToArray(), "text/plain"));
        writer.WriteEnd(2);
        var lines = Encoding.UTF8.GetString(output.WrittenSpan).Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Equal("", lines[3]);
        Assert.All(lines[..3], line => JsonDocument.Parse(line).Dispose());
    }

    private static AnswerLine Answer(byte[] body, string? type) => new() { Id = Id, Line = 1, Status = 200, Body = body, ContentType = type };

    private static JsonElement Write(AnswerLine answer)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new AnswerLineWriter(output))
        {
            writer.Write(answer);
        }

        Assert.Equal(output.WrittenCount - 1, output.WrittenSpan.IndexOf((byte)'\n'));
        return JsonElement.Parse(output.WrittenSpan);
    }
}
