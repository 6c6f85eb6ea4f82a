using System.Text;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Hosting;

namespace Evenkeel.AspNetCore.Tests.Outbox;

public sealed class FlushLimitsTests
{
    private const string NdJson = "application/x-ndjson";

    [Fact]
    public async Task Five_hundred_operations_run_and_one_more_is_refused_whole()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        string[] lines = [.. Enumerable.Range(0, 501).Select(number => Op.Line("/notes", body: NewNote.Json($"n{number}")))];
        await AssertRefusedAsync(app, Post(string.Join('\n', lines)), 413, ProblemCodes.FlushTooLarge, "500");
        Assert.Equal(500, (await app.FlushAsync(lines[..500])).End);
        Assert.Equal(500, app.Database.Notes.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_flush_of_more_bytes_is_refused_whole(bool withLength)
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var line = Op.Line("/notes", Call.NewId(), NewNote.Json("a"));
        await AssertRefusedAsync(app, Post(line.PadRight((512 * 1024) + 1), withLength), 413, ProblemCodes.FlushTooLarge, "524288");
        using var within = await app.Http.SendAsync(Post($"{line}\n".PadRight(512 * 1024, '\n'), withLength));
        Assert.Contains("\"status\":201", await within.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_smaller_limit_of_the_host_is_told_as_the_same_problem()
    {
        await using var app = await TestApp.StartAsync(
            NotesApi.Map, new TestAppOptions { Services = builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1000) });
        await AssertRefusedAsync(app, Post(Op.Line("/notes").PadRight(2000)), 413, ProblemCodes.FlushTooLarge, "Nothing ran");
        (await app.FlushAsync([Op.Line("/notes", body: NewNote.Json("a"))])).AssertStatuses(201);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused(string? type)
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        await AssertRefusedAsync(app, Post(Op.Line("/notes", body: NewNote.Json("a")), type: type), 415, ProblemCodes.FlushContentType, "content type");
        using var good = await app.Http.SendAsync(Post(Op.Line("/notes", body: NewNote.Json("a")), type: "Application/X-NDJSON; charset=utf-8"));
        Assert.Contains("\"status\":201", await good.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_operation_over_the_limit_is_a_413_on_its_line_and_the_others_run()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var id = Call.NewId();
        var flush = await app.FlushAsync(
        [
            Op.Line("/notes", body: NewNote.Json("a")),
            Op.Line("/notes", id, NewNote.Json(new string('x', 256 * 1024)), lane: "big"),
            Op.Line("/notes", body: NewNote.Json("waits"), lane: "big"),
            Op.Line("/notes", body: NewNote.Json("b")),
        ]);
        flush.AssertStatuses(201, 413, 424, 201);
        Assert.Equal((ProblemCodes.OperationTooLarge, id), (flush.Error(1), flush.Lines[1].GetProperty("id").GetString()));
        Assert.Equal(["a", "b"], app.Database.Notes);
    }

    [Fact]
    public async Task Deep_nesting_is_a_problem_on_its_line_and_the_others_run()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var deep = new string('[', 5000) + new string(']', 5000);
        var flush = await app.FlushAsync([Op.Line("/notes", body: deep), Op.Line("/notes", body: $$"""{"text":"a","more":{{deep[4980..5020]}}}""")]);
        flush.AssertStatuses(400, 201);
        Assert.Equal(ProblemCodes.OperationMalformed, flush.Error(0));
    }

    [Fact]
    public async Task Limits_are_options()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Outbox = options => (options.MaxOperations, options.MaxOperationBytes, options.MaxDepth) = (2, 1024, 8) });
        await AssertRefusedAsync(app, Post(string.Join('\n', Enumerable.Repeat(Op.Line("/notes"), 3))), 413, ProblemCodes.FlushTooLarge, "2");
        var flush = await app.FlushAsync([Op.Line("/notes", body: NewNote.Json(new string('x', 1000))), Op.Line("/notes", body: "[[[[[[[[[[]]]]]]]]]]")]);
        Assert.Equal((ProblemCodes.OperationTooLarge, ProblemCodes.OperationMalformed), (flush.Error(0), flush.Error(1)));
    }

    [Fact]
    public async Task A_body_with_wrong_framing_is_malformed()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        using var raw = new RawExchange(app.Http.BaseAddress!);
        await raw.WriteAsync("POST /_evenkeel/outbox HTTP/1.1\r\nHost: localhost\r\nEvenkeel-Protocol: 1\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        var answer = await raw.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Contains(ProblemCodes.FlushMalformed, answer);
    }

    private static async Task AssertRefusedAsync(TestApp app, HttpRequestMessage message, int status, string code, string detail)
    {
        using var response = await app.Http.SendAsync(message);
        var answer = await Answer.ReadAsync(response);
        Assert.Equal((status, code), (answer.Status, answer.Error));
        Assert.Contains(detail, answer.Json.GetProperty("detail").GetString());
        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
    }

    private static HttpRequestMessage Post(string body, bool withLength = true, string? type = NdJson)
    {
        HttpContent content = withLength ? new ByteArrayContent(Encoding.UTF8.GetBytes(body)) : new UnknownLengthContent(Encoding.UTF8.GetBytes(body));
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        var message = new HttpRequestMessage(HttpMethod.Post, "/_evenkeel/outbox") { Content = content };
        message.Headers.Add("X-User", "alice");
        message.Headers.Add("Evenkeel-Protocol", "1");
        return message;
    }

    private sealed class UnknownLengthContent(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
