using System.Buffers.Text;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;

namespace Evenkeel.AspNetCore.Tests.Paging;

/// <summary>Requests for pages that there are not: a 400 that names the parameter and its limit, on every kind of endpoint.</summary>
public sealed class BadInputTests
{
    private static readonly string[] Lists = ["/notes", "/plain", "/mvc/notes"];

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_size_that_is_none_is_refused_and_the_limit_is_named(string environment)
    {
        await using var app = await ListApp.StartAsync(options: new TestAppOptions { Environment = environment });
        foreach (var list in Lists)
        {
            foreach (var size in (string[])["0", "-1", "2147483647", "501", "99999999999", "ten", "", "1.5", "0x10", "+5", "5&pageSize=6"])
            {
                AssertRefused(await app.GetAsync($"{list}?pageSize={size}"), ProblemCodes.PageSizeInvalid, "pageSize", "This must be a whole number from 1 to 500.");
            }
        }

        AssertRefused(await app.GetAsync("/small?pageSize=4"), ProblemCodes.PageSizeInvalid, "pageSize", "This must be a whole number from 1 to 3.");
        AssertRefused(await app.GetAsync("/mvc/small?pageSize=3"), ProblemCodes.PageSizeInvalid, "pageSize", "This must be a whole number from 1 to 2.");
        AssertRefused(await app.GetAsync("/notes?total=maybe"), ProblemCodes.RequestMalformed, "total", "This must be true or false.");
        AssertRefused(await app.GetAsync("/notes?after=a&before=b"), ProblemCodes.CursorInvalid, "before", "Send after or before, not both.");
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_cursor_that_is_garbage_is_refused(string environment)
    {
        await using var app = await ListApp.StartAsync(options: new TestAppOptions { Environment = environment });
        var cursor = (await app.GetAsync("/notes?pageSize=3")).Next()!;
        // The server itself refuses a request line that is longer than it reads.
        Assert.Equal(414, (await app.GetAsync($"/notes?after={new string('A', 10_240)}")).Status);
        string[] garbage = ["", "x", "1", "%00", "%20", "a b", "null", "../..", new('A', 7_000), new('%', 30), cursor[..^1], cursor[1..], cursor + "AA", cursor + "=", cursor + cursor, "%F0%9F%98%80"];
        foreach (var list in Lists)
        {
            foreach (var parameter in (string[])["after", "before"])
            {
                foreach (var text in garbage.Append($"1&{parameter}=2"))
                {
                    AssertRefused(await app.GetAsync($"{list}?{parameter}={text.Replace("%%", "%25%25", StringComparison.Ordinal)}"), ProblemCodes.CursorInvalid, parameter, "This must be a cursor that this list gave to you");
                }
            }
        }
    }

    [Fact]
    public async Task A_cursor_with_any_bit_changed_is_refused()
    {
        await using var app = await ListApp.StartAsync();
        var bytes = Base64Url.DecodeFromChars((await app.GetAsync("/notes?pageSize=3")).Next()!);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertRefused(await app.GetAsync($"/notes?after={Base64Url.EncodeToString(bytes)}"), ProblemCodes.CursorInvalid, "after", "This must be a cursor");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(200, (await app.GetAsync($"/notes?after={Base64Url.EncodeToString(bytes)}")).Status);
    }

    [Fact]
    public async Task A_cursor_of_another_user_tenant_or_list_is_refused()
    {
        await using var app = await ListApp.StartAsync();
        var cursor = (await app.GetAsync("/notes?pageSize=3", tenant: "north")).Next()!;
        Assert.Equal(200, (await app.GetAsync($"/notes?after={cursor}", tenant: "north")).Status);
        foreach (var answer in (Answer[])
        [
            await app.GetAsync($"/notes?after={cursor}", "bob", "north"), await app.GetAsync($"/notes?after={cursor}", "alice", "south"), await app.GetAsync($"/notes?after={cursor}", user: null),
            await app.GetAsync($"/backwards?after={cursor}", tenant: "north"),
        ])
        {
            AssertRefused(answer, ProblemCodes.CursorInvalid, "after", "This must be a cursor that this list gave to you");
        }
    }

    [Fact]
    public async Task A_command_that_is_asked_for_no_page_writes_nothing()
    {
        await using var app = await ListApp.StartAsync();
        AssertRefused(await app.PostAsync("/touch?pageSize=0", Call.NewId()), ProblemCodes.PageSizeInvalid, "pageSize", "This must be");
        AssertRefused(await app.PostAsync("/touch?after=x", Call.NewId()), ProblemCodes.CursorInvalid, "after", "This must be");
        Assert.Equal(7, app.Database.Notes.Length);
    }

    private static void AssertRefused(Answer answer, string code, string field, string sentence)
    {
        Assert.True(answer.Status == 400 && answer.Error == code, $"{answer.Status} {answer.Text}");
        Assert.StartsWith(sentence, answer.Json.GetProperty("errors").GetProperty(field)[0].GetString());
        Assert.StartsWith($"The parameter '{field}': {sentence}", answer.Json.GetProperty("detail").GetString());
    }
}
