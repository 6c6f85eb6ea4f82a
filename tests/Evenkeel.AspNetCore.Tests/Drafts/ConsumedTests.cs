using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Drafts;

/// <summary>A draft is gone exactly when the command that consumes it takes effect.</summary>
[Trait("Show", "5.7")]
public sealed class ConsumedTests
{
    [Theory]
    [InlineData("/native")]
    [InlineData("/once")]
    [InlineData("/writes-nothing")]
    [InlineData("/adopted")]
    [InlineData("/owns")]
    [InlineData("/sensitive")]
    [InlineData("/alone")]
    public async Task A_command_that_takes_effect_consumes_its_draft_and_a_replay_nothing(string path)
    {
        await using var app = await DraftApp.StartAsync(Map);
        await app.SaveAsync("a", """{"x":1}""", """{"x":2}""");
        await app.SendAsync(DraftApp.Save("a", 1, """{"x":"late"}""", "other"));
        var command = DraftApp.Command(path, "a;2");
        var answer = await app.SendAsync(command);
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal((2, null), await app.DraftAsync("a"));
        Assert.Empty(app.Database.Query("SELECT 1 FROM evenkeel_draft_other"));
        Assert.Equal(410, (await app.SendAsync(DraftApp.Save("a", 1, """{"x":2}"""))).Status);

        await app.SaveAsync("a", """{"x":3}""");
        Assert.True((await app.SendAsync(command)).Replayed);
        Assert.Equal((3, """{"x":3}"""), await app.DraftAsync("a"));
    }

    [Theory]
    [InlineData("/native", "refuse", 400)]
    [InlineData("/native", "fail", 500)]
    [InlineData("/once", "refuse", 400)]
    [InlineData("/adopted", "refuse", 400)]
    [InlineData("/adopted", "fail", 500)]
    [InlineData("/owns", "refuse", 400)]
    [InlineData("/owns", "fail", 500)]
    public async Task A_refused_command_leaves_its_draft(string path, string text, int status)
    {
        await using var app = await DraftApp.StartAsync(Map);
        await app.SaveAsync("a", """{"x":1}""");
        Assert.Equal(status, (await app.SendAsync(DraftApp.Command(path, "a;1", text))).Status);
        Assert.Equal((1, """{"x":1}"""), await app.DraftAsync("a"));
    }

    [Fact]
    public async Task Newer_input_survives_and_older_is_refused()
    {
        await using var app = await DraftApp.StartAsync(Map);
        await app.SaveAsync("a", """{"x":1}""", """{"x":2}""", """{"x":3}""");
        Assert.Equal(200, (await app.SendAsync(DraftApp.Command("/native", "a;2"))).Status);
        Assert.Equal((3, """{"x":3}"""), await app.DraftAsync("a"));
        Assert.Equal(410, (await app.SendAsync(DraftApp.Save("a", 1, """{"x":9}"""))).Status);
        await app.SaveAsync("a", """{"x":4}""");
        Assert.Equal((4, """{"x":4}"""), await app.DraftAsync("a"));
    }

    [Fact]
    public async Task A_save_that_was_still_on_its_way_is_refused()
    {
        await using var app = await DraftApp.StartAsync(Map);
        Assert.Equal(200, (await app.SendAsync(DraftApp.Command("/native", "never-seen;1"))).Status);
        Assert.Equal(410, (await app.SendAsync(DraftApp.Save("never-seen", 0, """{"x":1}"""))).Status);
        Assert.Equal((1, null), await app.DraftAsync("never-seen"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a;")]
    [InlineData(";1")]
    [InlineData("a;-1")]
    [InlineData("a;1.0")]
    [InlineData("a;01")]
    [InlineData("a;9007199254740992")]
    [InlineData("a/b;1")]
    [InlineData("a;1;")]
    [InlineData("a;1;b c")]
    [InlineData("a;1;123456789012345678901234567890123")]
    [InlineData("a;1;b;c")]
    public async Task What_cannot_be_read_is_refused_before_the_handler(string header)
    {
        var ran = 0;
        await using var app = await DraftApp.StartAsync(app => app.MapCommand("/native", () => ran++));
        await app.SaveAsync("a", """{"x":1}""");
        var answer = await app.SendAsync(DraftApp.Command("/native", header));
        Assert.Equal((400, ProblemCodes.DraftMalformed, 0), (answer.Status, answer.Error, ran));
        Assert.Equal((0, (1, """{"x":1}""")), (app.Database.LedgerRows, await app.DraftAsync("a")));
    }

    [Fact]
    public async Task What_took_effect_is_replayed_whatever_the_header_says()
    {
        await using var app = await DraftApp.StartAsync(Map);
        var command = DraftApp.Command("/native", "a;1");
        await app.SendAsync(command);
        Assert.True((await app.SendAsync(DraftApp.Command("/native", "garbage", id: command.Id))).Replayed);
    }

    [Fact]
    public async Task Without_a_user_an_id_or_drafts_the_header_says_nothing()
    {
        await using (var app = await DraftApp.StartAsync(Map))
        {
            await app.SaveAsync("a", """{"x":1}""");
            Assert.Equal(200, (await app.SendAsync(DraftApp.Command("/native", "garbage") with { User = null })).Status);
            Assert.Equal(200, (await app.SendAsync(DraftApp.Command("/native", "garbage") with { Id = null })).Status);
            Assert.Equal(200, (await app.SendAsync(DraftApp.Command("/native", "a;1") with { User = "bob" })).Status);
            Assert.Equal((1, """{"x":1}"""), await app.DraftAsync("a"));
        }

        await using var without = await TestApp.StartAsync(Map);
        Assert.Equal(200, (await without.SendAsync(DraftApp.Command("/native", "garbage"))).Status);
        Assert.Equal(404, (await without.SendAsync(DraftApp.Read("a"))).Status);
    }

    [Fact]
    public async Task Each_line_of_a_flush_consumes_its_own()
    {
        await using var app = await DraftApp.StartAsync(Map);
        foreach (var key in (string[])["a", "b", "c", "d"])
        {
            await app.SaveAsync(key, """{"x":1}""");
        }

        var flush = await app.FlushAsync(
            [Line("a;1", "good"), Line("b;1", "refuse"), Line("c", "good"), Line(null, "good"), Line("d;1", "good")],
            call => call with { Headers = new Dictionary<string, string> { [Evenkeel.Protocol.KeelHeaders.Draft] = "b;1" } });
        flush.AssertStatuses(200, 400, 400, 200, 200);
        Assert.Equal(ProblemCodes.DraftMalformed, flush.Error(2));
        Assert.Equal(((1L, (string?)null), (1L, (string?)"""{"x":1}"""), (1L, (string?)"""{"x":1}"""), (1L, (string?)null)), (await app.DraftAsync("a"), await app.DraftAsync("b"), await app.DraftAsync("c"), await app.DraftAsync("d")));
        Assert.Equal(3, app.Database.Notes.Length);

        static string Line(string? draft, string text)
        {
            var line = Op.Line("/native", body: NewNote.Json(text), lane: text + draft);
            return draft is null ? line : $"{line[..^1]},\"draft\":\"{draft}\"}}";
        }
    }

    internal static void Map(WebApplication app)
    {
        app.MapCommand("/native", AddAsync);
        app.MapCommand("/once", AddAsync).Once();
        app.MapCommand("/alone", AddAsync).Alone();
        app.MapCommand("/sensitive", AddAsync).Sensitive();
        app.MapCommand("/writes-nothing", () => Results.Ok());
        app.MapPost("/adopted", AddAsync).AsCommand();
        app.MapPost("/owns", AddAsync).AsCommand().OwnsTransaction();
    }

    private static async Task<IResult> AddAsync(NewNote input, NotesDb db)
    {
        await db.AddAsync(input.Text);
        return input.Text switch
        {
            "refuse" => Results.BadRequest(),
            "fail" => throw new InvalidOperationException("meant"),
            _ => Results.Ok(),
        };
    }
}
