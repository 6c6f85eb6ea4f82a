using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;

namespace Evenkeel.AspNetCore.Tests.Drafts;

/// <summary>What is saved is given back, and nothing is overwritten unseen.</summary>
public sealed class SavingTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await DraftApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_draft_is_given_back_as_it_was_typed_with_a_revision_that_rises()
    {
        var none = await _app.SendAsync(DraftApp.Read("contact:new"));
        Assert.Equal((404, ProblemCodes.NotFound, 0), (none.Status, none.Error, none.Json.GetProperty("rev").GetInt32()));

        const string Typed = """{ "name" : "A\u00e9 <b>\"</b>", "n":1.50, "deep":[{"x":null}], "name":2 }""";
        var first = await _app.SendAsync(DraftApp.Put("contact:new", "\"0\"", DraftApp.Body(Typed, "tab1", "\"v1\"")));
        Assert.Equal((200, "\"1\"", "no-store"), (first.Status, first.Headers["ETag"], first.Headers["Cache-Control"]));
        var second = await _app.SendAsync(DraftApp.Put("contact:new", "\"1\"", DraftApp.Body(Typed, "tab2", "\"v1\"")));
        Assert.Equal((200, 2), (second.Status, second.Json.GetProperty("rev").GetInt32()));

        var draft = await _app.SendAsync(DraftApp.Read("contact:new"));
        Assert.Equal((200, "\"2\"", "no-store", "application/json"), (draft.Status, draft.Headers["ETag"], draft.Headers["Cache-Control"], draft.ContentType));
        Assert.Equal(Typed, draft.Json.GetProperty("values").GetRawText());
        Assert.Equal(("contact:new", 2, "v1", "tab2"), (draft.Json.GetProperty("key").GetString(), draft.Json.GetProperty("rev").GetInt32(), draft.Json.GetProperty("form").GetString(), draft.Json.GetProperty("by").GetString()));
        Assert.Equal(second.Json.GetProperty("at").GetInt64(), draft.Json.GetProperty("at").GetInt64());
        Assert.Equal(0, draft.Json.GetProperty("others").GetArrayLength());
    }

    [Fact]
    public async Task The_same_save_again_is_answered_as_the_first_time()
    {
        var save = DraftApp.Save("a", 0, """{"x":1}""");
        var first = await _app.SendAsync(save);
        Assert.Equal(first.Text, (await _app.SendAsync(save)).Text);
        await _app.SaveAsync("a", """{"x":2}""");
        Assert.Equal(412, (await _app.SendAsync(save)).Status);
        Assert.Equal((2, """{"x":2}"""), await _app.DraftAsync("a"));
    }

    [Fact]
    public async Task Two_devices_conflict_and_both_are_kept()
    {
        await _app.SaveAsync("a", """{"x":0}""");
        Assert.Equal(200, (await _app.SendAsync(DraftApp.Save("a", 1, """{"x":"phone"}""", "phone"))).Status);
        foreach (var typed in (string[])["""{"x":"old laptop"}""", """{ "x":"laptop" }"""])
        {
            var late = await _app.SendAsync(DraftApp.Save("a", 1, typed, "laptop"));
            Assert.Equal((412, ProblemCodes.DraftConflict, "no-store"), (late.Status, late.Error, late.Headers["Cache-Control"]));
            var current = late.Json.GetProperty("current");
            Assert.Equal((2, """{"x":"phone"}"""), (current.GetProperty("rev").GetInt32(), current.GetProperty("values").GetRawText()));
            var kept = Assert.Single(current.GetProperty("others").EnumerateArray());
            Assert.Equal(("laptop", typed), (kept.GetProperty("by").GetString(), kept.GetProperty("values").GetRawText()));
        }

        var draft = await _app.SendAsync(DraftApp.Read("a"));
        Assert.Equal(1, draft.Json.GetProperty("others").GetArrayLength());
        Assert.Equal(204, (await _app.SendAsync(new Call { Method = "DELETE", Path = "/_evenkeel/drafts/a?by=laptop" })).Status);
        Assert.Equal(0, (await _app.SendAsync(DraftApp.Read("a"))).Json.GetProperty("others").GetArrayLength());
        Assert.Equal((2, """{"x":"phone"}"""), await _app.DraftAsync("a"));
    }

    [Fact]
    public async Task A_discarded_draft_is_gone_with_what_was_before_it_and_its_revision_never_returns()
    {
        await _app.SaveAsync("a", """{"x":1}""", """{"x":2}""");
        await _app.SendAsync(DraftApp.Save("a", 1, """{"x":"late"}""", "other"));
        var stale = await _app.SendAsync(DraftApp.Discard("a", 1));
        Assert.Equal((412, 2), (stale.Status, stale.Json.GetProperty("current").GetProperty("rev").GetInt32()));

        Assert.Equal(204, (await _app.SendAsync(DraftApp.Discard("a", 2))).Status);
        Assert.Equal(204, (await _app.SendAsync(DraftApp.Discard("a", 2))).Status);
        Assert.Equal((2, null), await _app.DraftAsync("a"));
        Assert.Empty(_app.Database.Query("SELECT 1 FROM evenkeel_draft_other"));
        var late = await _app.SendAsync(DraftApp.Save("a", 1, """{"x":2}"""));
        Assert.Equal((410, ProblemCodes.DraftConsumed, 2), (late.Status, late.Error, late.Json.GetProperty("rev").GetInt32()));
        Assert.Equal(3, (await _app.SendAsync(DraftApp.Save("a", 2, """{"x":3}"""))).Json.GetProperty("rev").GetInt32());
    }

    [Fact]
    public async Task A_save_that_follows_what_the_server_has_forgotten_is_taken()
    {
        Assert.Equal(8, (await _app.SendAsync(DraftApp.Save("a", 7, "{}"))).Json.GetProperty("rev").GetInt32());
        Assert.Equal(412, (await _app.SendAsync(DraftApp.Save("a", 9, """{"x":1}""", "tab2"))).Status);
    }

    [Fact]
    public async Task Drafts_belong_to_their_user_and_tenant()
    {
        await _app.SaveAsync("a", """{"x":"alice"}""");
        Assert.Equal((0, null), await _app.DraftAsync("a", "bob"));
        Assert.Equal(404, (await _app.SendAsync(DraftApp.Read("a") with { Tenant = "acme" })).Status);
        Assert.Equal(200, (await _app.SendAsync(DraftApp.Save("a", 0, """{"x":"bob"}""") with { User = "bob" })).Status);
        Assert.Equal(204, (await _app.SendAsync(DraftApp.Discard("a", 5) with { User = "carol" })).Status);
        Assert.Equal((1, """{"x":"alice"}"""), await _app.DraftAsync("a"));
        var list = await _app.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/drafts", User = "carol" });
        Assert.Equal(0, list.Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_list_has_the_newest_first_in_pages_and_none_that_are_gone()
    {
        for (var each = 0; each < 5; each++)
        {
            await _app.SaveAsync($"k{each}", "{}");
        }

        await _app.SendAsync(DraftApp.Discard("k2", 1));
        List<string> keys = [];
        string? next = null;
        do
        {
            var page = await _app.SendAsync(new Call { Method = "GET", Path = $"/_evenkeel/drafts?pageSize=2{(next is null ? "" : $"&after={next}")}" });
            Assert.Equal((200, "no-store"), (page.Status, page.Headers["Cache-Control"]));
            keys.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("key").GetString()!));
            Assert.All(page.Json.GetProperty("items").EnumerateArray(), item => Assert.Equal((1, 2, System.Text.Json.JsonValueKind.Null), (item.GetProperty("rev").GetInt32(), item.GetProperty("bytes").GetInt32(), item.GetProperty("form").ValueKind)));
            next = page.Json.GetProperty("next").GetString();
        }
        while (next is not null);
        Assert.Equal(["k0", "k1", "k3", "k4"], keys.Order());
        var wrong = await _app.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/drafts?pageSize=0" });
        Assert.Equal((400, ProblemCodes.PageSizeInvalid), (wrong.Status, wrong.Error));
        Assert.Equal(ProblemCodes.CursorInvalid, (await _app.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/drafts?after=x" })).Error);
    }
}
