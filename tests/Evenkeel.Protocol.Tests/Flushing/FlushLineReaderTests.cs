using System.Text;
using System.Text.Json;
using Evenkeel.Protocol.Flushing;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Problems;
using Evenkeel.Protocol.Tests.Vectors;

namespace Evenkeel.Protocol.Tests.Flushing;

public sealed class FlushLineReaderTests
{
    private const string Id = "01a0c450-6c00-7abc-8def-0123456789ab";

    [Fact]
    public void Lines_are_read_as_the_vectors_say() => VectorFile.CheckAll(VectorFile.Cases("flush-lines").Where(each => each.Text("kind") == "request"), each =>
    {
        var line = Read(each.GetProperty("raw").GetString()!);
        // The form of an id is not the line's business: it is checked after authentication, as for a direct call.
        var formless = (line.Id ?? line.Void) is { } name && !OperationId.TryParse(name, out _);
        Assert.Equal(each.Text("problem"), line.Problem ?? (formless ? ProblemCodes.OperationIdMalformed : null));
        if (each.TryGetProperty("operation", out var operation))
        {
            AssertOperation(operation, line);
        }
        else
        {
            Assert.Equal(each.Text("id") ?? line.Id, line.Id);
            Assert.Equal(each.Text("void") ?? line.Void, line.Void);
        }
    });

    [Fact]
    public void A_line_tells_which_draft_it_consumes_as_it_was_sent()
    {
        Assert.Equal("order:new;7", Read($$"""{"id":"{{Id}}","method":"POST","path":"/a","draft":"order:new;7"}""").Draft);
        Assert.Null(Read($$"""{"id":"{{Id}}","method":"POST","path":"/a"}""").Draft);
        Assert.Equal(ProblemCodes.OperationMalformed, Read($$"""{"id":"{{Id}}","method":"POST","path":"/a","draft":7}""").Problem);
    }

    [Theory]
    [InlineData("\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData("\"nonsense\"", "nonsense")]
    [InlineData("7", null)]
    [InlineData("{\"a\":[1]}", null)]
    [InlineData("null", null)]
    public void Whatever_a_line_names_as_its_trace_it_is_usable(string given, string? expected)
    {
        var line = Read($$"""{"id":"{{Id}}","method":"POST","path":"/a","trace":{{given}},"body":1}""");
        Assert.Equal((null, expected, "1"), (line.Problem, line.Trace, Encoding.UTF8.GetString(line.Body.Span)));
    }

    [Fact]
    public void A_cut_line_still_tells_its_id_and_lane()
    {
        var line = Read($$"""{"id":"{{Id}}","method":"POST","path":"/a","lane":"notes","body":{"x":1""");
        Assert.Equal((ProblemCodes.OperationMalformed, Id, "notes"), (line.Problem, line.Id, line.Lane));
    }

    [Fact]
    public void A_line_over_the_limit_is_too_large_and_still_tells_its_id_and_lane()
    {
        var text = $$"""{"id":"{{Id}}","method":"POST","path":"/a","lane":"notes","body":"{{new string('x', 300)}}"}""";
        var line = FlushLineReader.Read(Encoding.UTF8.GetBytes(text), 3, new FlushLimits { MaxLineBytes = 300 });
        Assert.Equal((3, ProblemCodes.OperationTooLarge, Id, "notes"), (line.Line, line.Problem, line.Id, line.Lane));
        Assert.Contains("300", line.Detail);
        Assert.Null(FlushLineReader.Read(Encoding.UTF8.GetBytes(text), 3, new FlushLimits { MaxLineBytes = text.Length }).Problem);
    }

    [Theory]
    [InlineData(63, null)]
    [InlineData(64, ProblemCodes.OperationMalformed)]
    [InlineData(5000, ProblemCodes.OperationMalformed)]
    public void Nesting_is_limited(int depth, string? problem)
    {
        var body = new string('[', depth) + new string(']', depth);
        var line = Read($$"""{"id":"{{Id}}","method":"POST","path":"/a","lane":"notes","body":{{body}}}""");
        Assert.Equal((problem, Id, "notes"), (line.Problem, line.Id, line.Lane));
    }

    [Theory]
    [InlineData("""{"id":"ID","method":"POST","path":"/a","body":1,"body":2}""", "'body' is given twice")]
    [InlineData("""{"id":"ID","method":"post","path":"/a"}""", "'method'")]
    [InlineData("""{"id":"ID","method":"","path":"/a"}""", "'method'")]
    [InlineData("""{"id":"ID","method":"POST","path":"/a\\b"}""", "'path'")]
    [InlineData("""{"id":"ID","method":"POST","path":"/a\u0000b"}""", "'path'")]
    [InlineData("""{"id":"ID","method":"POST","path":"/a%00b"}""", "'path'")]
    [InlineData("""{"id":"ID","method":"POST","path":""}""", "'path'")]
    [InlineData("""{"id":"ID","method":"POST","path":"/a","text":"x","type":"a\r\nb"}""", "'type'")]
    [InlineData("""{"id":"ID","method":"POST","path":"/a"} {}""", "not one JSON object")]
    [InlineData("""{"id":"\ud800","method":"POST","path":"/a"}""", "UTF-8")]
    public void What_is_wrong_is_said(string text, string detail)
    {
        var line = Read(text.Replace("ID", Id, StringComparison.Ordinal));
        Assert.Equal(ProblemCodes.OperationMalformed, line.Problem);
        Assert.Contains(detail, line.Detail);
    }

    [Fact]
    public void An_overlong_id_or_lane_is_not_repeated()
    {
        Assert.Null(Read($$"""{"id":"{{new string('x', 65)}}","method":"POST","path":"/a"}""").Id);
        Assert.Null(Read($$"""{"id":"{{Id}}","method":"POST","path":"/a","lane":"{{new string('x', 201)}}"}""").Lane);
    }

    [Fact]
    public void The_body_is_the_raw_bytes_of_the_line()
    {
        var line = Read($$"""{"id":"{{Id}}","method":"POST","path":"/a","body": { "n" : 1.50 , "s":"\u00e9" } }""");
        Assert.Equal("""{ "n" : 1.50 , "s":"\u00e9" }""", Encoding.UTF8.GetString(line.Body.Span));
    }

    private static void AssertOperation(JsonElement operation, FlushLine line)
    {
        Assert.Equal(operation.Text("id"), line.Id);
        Assert.Equal(operation.Text("void"), line.Void);
        Assert.Equal(operation.Text("method") ?? "", line.Method);
        Assert.Equal(operation.Text("path") ?? "", line.Path);
        Assert.Equal(operation.Text("lane"), line.Lane);
        Assert.Equal(operation.Text("contract"), line.Contract);
        Assert.Equal(operation.Text("type"), line.ContentType);
        Assert.Equal(operation.Text("body") ?? "", Encoding.UTF8.GetString(line.Body.Span));
    }

    private static FlushLine Read(string text) => FlushLineReader.Read(Encoding.UTF8.GetBytes(text), 1, new FlushLimits());
}
