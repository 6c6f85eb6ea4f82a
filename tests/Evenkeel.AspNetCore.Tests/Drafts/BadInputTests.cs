using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.Drafts;

/// <summary>Whatever comes in: a typed answer that says what is wrong, nothing executed, nothing lost.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await DraftApp.StartAsync(configure: options => (options.LargestBytes, options.MostDrafts, options.MostBytes, options.MostOthers) = (2048, 5, 4096, 2));
        await _app.SaveAsync("a", """{"x":1}""");
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Equal((1, """{"x":1}"""), await _app.DraftAsync("a"));
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("a%0Ab")]
    [InlineData("a%20b")]
    [InlineData("%C3%A9")]
    [InlineData("a;b")]
    [InlineData("x*201")]
    [InlineData("x*7000")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        key = key.StartsWith("x*", StringComparison.Ordinal) ? new string('x', int.Parse(key[2..], System.Globalization.CultureInfo.InvariantCulture)) : key;
        foreach (var call in (Call[])[DraftApp.Save(key, 0, "{}"), DraftApp.Discard(key, 1)])
        {
            var answer = await _app.SendAsync(call);
            Assert.Equal((400, ProblemCodes.DraftKeyMalformed, "no-store"), (answer.Status, answer.Error, answer.Headers["Cache-Control"]));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("\"\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"+1\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"01\"")]
    [InlineData("\"1.0\"")]
    [InlineData("\"x\"")]
    [InlineData("W/\"1\"")]
    [InlineData("*")]
    [InlineData("\"1\", \"2\"")]
    [InlineData("\"9007199254740992\"")]
    [InlineData("\"99999999999999999999999\"")]
    public async Task A_revision_that_is_none_is_refused(string? ifMatch)
    {
        var answer = await _app.SendAsync(DraftApp.Put("a", ifMatch, DraftApp.Body("{}")));
        Assert.Equal((400, ProblemCodes.DraftRevisionMalformed), (answer.Status, answer.Error));
        answer = await _app.SendAsync(DraftApp.Put("a", ifMatch, "") with { Method = "DELETE", Body = null });
        Assert.Equal((400, ProblemCodes.DraftRevisionMalformed), (answer.Status, answer.Error));
    }

    [Theory]
    [InlineData("", "JSON object")]
    [InlineData("null", "JSON object")]
    [InlineData("[]", "JSON object")]
    [InlineData("{", "JSON object")]
    [InlineData("""{"by":"t","values":{}} x""", "JSON object")]
    [InlineData("""{"values":{}}""", "'by' is missing")]
    [InlineData("""{"by":"t"}""", "'values' is missing")]
    [InlineData("""{"by":"t","values":[]}""", "'values' must be")]
    [InlineData("""{"by":"t","values":null}""", "'values' must be")]
    [InlineData("""{"by":"t","values":"{}"}""", "'values' must be")]
    [InlineData("""{"by":{"x":1},"values":{}}""", "'by' must be")]
    [InlineData("""{"by":"","values":{}}""", "'by' must be")]
    [InlineData("""{"by":"a b","values":{}}""", "'by' must be")]
    [InlineData("""{"by":"123456789012345678901234567890123","values":{}}""", "'by' must be")]
    [InlineData("""{"by":"t","form":1,"values":{}}""", "'form' must be")]
    [InlineData("""{"by":"t","form":[1],"values":{}}""", "'form' must be")]
    [InlineData("""{"by":"t","form":"","values":{}}""", "'form' must be")]
    [InlineData("""{"by":"t","form":"12345678901234567890123456789012345678901234567890123456789012345","values":{}}""", "'form' must be")]
    [InlineData("""{"by":"t","form":"\ud800","values":{}}""", "Unicode")]
    [InlineData("""{"by":"t","by":"u","values":{}}""", "'by' is given twice")]
    [InlineData("""{"by":"t","form":null,"form":"x","values":{}}""", "'form' is given twice")]
    [InlineData("""{"by":"t","values":{},"values":{}}""", "'values' is given twice")]
    public async Task A_body_that_is_no_draft_is_refused(string body, string says)
    {
        var answer = await _app.SendAsync(DraftApp.Put("a", "\"1\"", body));
        Assert.Equal((400, ProblemCodes.DraftMalformed), (answer.Status, answer.Error));
        Assert.Contains(says, answer.Json.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Deep_JSON_and_bytes_that_are_no_text_are_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"x":""", 100)) + "1" + new string('}', 100);
        Assert.Equal(ProblemCodes.DraftMalformed, (await _app.SendAsync(DraftApp.Save("a", 1, deep))).Error);

        using var message = new HttpRequestMessage(HttpMethod.Put, "/_evenkeel/drafts/a") { Content = new ByteArrayContent([.. """{"by":"t","values":{"x":"""u8, (byte)'"', 0xFF, (byte)'"', .. "}}"u8]) };
        message.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        message.Headers.Add("X-User", "alice");
        using var response = await _app.Http.SendAsync(message);
        Assert.Equal(ProblemCodes.DraftMalformed, (await Answer.ReadAsync(response)).Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_whether_its_length_is_told_or_not(bool told)
    {
        var exact = DraftApp.Body("{}", "t").Length;
        var full = DraftApp.Body($$"""{"x":"{{new string('x', 2048 - exact - 6)}}"}""", "t");
        Assert.Equal(2048, full.Length);
        Assert.Equal((200, 413), (await SendAsync(full), await SendAsync(full + " ")));
        await _app.SendAsync(DraftApp.Discard("b", 1));

        async Task<int> SendAsync(string body)
        {
            using var message = DraftApp.Put("b", "\"0\"", body).ToMessage();
            message.Headers.TransferEncodingChunked = told ? null : true;
            using var response = await _app.Http.SendAsync(message);
            var answer = await Answer.ReadAsync(response);
            Assert.True(answer.Status == 200 || answer.Error == ProblemCodes.DraftTooLarge, answer.Text);
            return answer.Status;
        }
    }

    [Fact]
    public async Task Limits_of_a_user_refuse_what_is_new_and_leave_what_is_there()
    {
        foreach (var key in (string[])["b", "c", "d"])
        {
            await _app.SaveAsync(key, "{}");
        }

        // Four of 1 KiB: no room for a fifth, and none to grow into.
        var many = await _app.SendAsync(DraftApp.Save("e", 0, "{}"));
        Assert.Equal((409, ProblemCodes.TooManyDrafts), (many.Status, many.Error));
        var grown = $$"""{"x":"{{new string('x', 1500)}}"}""";
        Assert.Equal((409, ProblemCodes.TooManyDrafts), await StatusAsync(DraftApp.Save("b", 1, grown)));
        Assert.Equal((200, null), await StatusAsync(DraftApp.Save("b", 1, """{"x":"short"}""")));
        Assert.Equal((409, ProblemCodes.TooManyDrafts), await StatusAsync(DraftApp.Save("b", 1, "{}", "late")));
        Assert.Equal((200, null), await StatusAsync(DraftApp.Save("e", 0, "{}") with { User = "bob" }));

        Assert.Equal(204, (await _app.SendAsync(DraftApp.Discard("d", 1))).Status);
        Assert.Equal((200, null), await StatusAsync(DraftApp.Save("e", 0, "{}")));
    }

    [Fact]
    public async Task There_are_no_more_drafts_than_allowed_nor_others_of_one()
    {
        await using var app = await DraftApp.StartAsync(configure: options => (options.MostDrafts, options.MostOthers) = (3, 2));
        foreach (var key in (string[])["b", "c", "d"])
        {
            await app.SaveAsync(key, "{}");
        }

        Assert.Equal(409, (await app.SendAsync(DraftApp.Save("e", 0, "{}"))).Status);
        await app.SaveAsync("b", "{}");
        Assert.Equal((412, 412, 409, 412), (await LateAsync("one"), await LateAsync("two"), await LateAsync("three"), await LateAsync("one")));

        async Task<int> LateAsync(string by) => (await app.SendAsync(DraftApp.Save("b", 1, """{"x":1}""", by))).Status;
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/a")]
    [InlineData("PUT", "/a")]
    [InlineData("DELETE", "/a")]
    public async Task Nobody_is_refused(string method, string path)
    {
        var answer = await _app.SendAsync(new Call { Method = method, Path = "/_evenkeel/drafts" + path, User = null });
        Assert.Equal((401, ProblemCodes.Unauthenticated, "no-store"), (answer.Status, answer.Error, answer.Headers["Cache-Control"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("x&by=y")]
    public async Task A_name_that_is_none_is_refused(string by)
    {
        var answer = await _app.SendAsync(new Call { Method = "DELETE", Path = $"/_evenkeel/drafts/a?by={by}" });
        Assert.Equal((400, ProblemCodes.DraftMalformed), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Limits_out_of_range_stop_the_start()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => DraftApp.StartAsync(configure: options => (options.LargestBytes, options.MostOthers) = (1, 0)));
        Assert.Equal(2, error.Failures.Count());
    }

    private async Task<(int Status, string? Error)> StatusAsync(Call call)
    {
        var answer = await _app.SendAsync(call);
        return (answer.Status, answer.Error);
    }
}
