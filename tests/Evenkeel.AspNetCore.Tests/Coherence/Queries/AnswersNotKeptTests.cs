using System.Globalization;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Coherence.Queries;

/// <summary>What is given to its caller as without a cache, beside what is kept.</summary>
public sealed class AnswersNotKeptTests
{
    [Fact]
    public async Task An_answer_with_a_cookie_goes_to_its_caller_alone()
    {
        await using var crm = await StartAsync("/x", async (crm, http) =>
        {
            http.Response.Cookies.Append("id", crm.Runs().ToString(CultureInfo.InvariantCulture));
            await http.Response.WriteAsync("x");
        });
        var cookies = new[] { (await crm.GetAsync("/x")).Headers["Set-Cookie"], (await crm.GetAsync("/x")).Headers["Set-Cookie"] };
        Assert.NotEqual(cookies[0], cookies[1]);
    }

    [Fact]
    public async Task Other_statuses_are_given_and_not_kept()
    {
        await using var crm = await StartAsync("/x", (crm, http) =>
        {
            http.Response.StatusCode = crm.Runs() < 3 ? 404 : 200;
            return http.Response.WriteAsync($"{crm.Runs()}");
        });
        Assert.Equal((404, "1"), Of(await crm.GetAsync("/x")));
        Assert.Equal((404, "2"), Of(await crm.GetAsync("/x")));
        Assert.Equal((200, "3"), Of(await crm.GetAsync("/x")));
        Assert.Equal((200, "3"), Of(await crm.GetAsync("/x")));
    }

    [Fact]
    public async Task What_is_too_large_is_given_whole_and_not_kept()
    {
        var large = new string('x', 300_000);
        await using var crm = await Crm.StartAsync((app, crm) => app.MapQuery("/x", () =>
        {
            crm.Ran();
            return large;
        }).Cached(), cache: options => options.MaximumPayloadBytes = 100_000);
        Assert.Equal(large, (await crm.GetAsync("/x")).Text);
        Assert.Equal(large, (await crm.GetAsync("/x")).Text);
        Assert.Equal(4, crm.Runs());
        Assert.Contains(crm.Host.Log.Lines, each => each.Contains("larger than", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_reaches_its_caller_as_it_is_written()
    {
        var ends = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var crm = await StartAsync("/x", async (_, http) =>
        {
            http.Response.ContentType = "text/event-stream";
            await http.Response.WriteAsync("data: 1\n\n", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await ends.Task.WaitAsync(http.RequestAborted);
        });
        await using var stream = await crm.Host.Http.GetStreamAsync(new Uri("/x", UriKind.Relative));
        var bytes = new byte[7];
        await stream.ReadExactlyAsync(bytes);
        Assert.Equal("data: 1"u8.ToArray(), bytes);
        ends.SetResult();
    }

    [Fact]
    public async Task An_exception_is_thrown_to_each_caller_and_not_kept()
    {
        await using var crm = await StartAsync("/x", (crm, http) => crm.Runs() < 3 ? throw new InvalidOperationException("no") : http.Response.WriteAsync("yes"));
        Assert.Equal(500, (await crm.GetAsync("/x")).Status);
        Assert.Equal(500, (await crm.GetAsync("/x")).Status);
        Assert.Equal((200, "yes"), Of(await crm.GetAsync("/x")));
        Assert.Equal((200, "yes"), Of(await crm.GetAsync("/x")));
        Assert.Equal(3, crm.Runs());
    }

    [Fact]
    public async Task What_cannot_be_bound_is_refused_with_the_name_of_the_parameter()
    {
        await using var crm = await Crm.StartAsync((app, crm) => app.MapQuery("/x", (int size) =>
        {
            crm.Ran();
            return size;
        }).Cached());
        for (var each = 0; each < 2; each++)
        {
            var answer = await crm.GetAsync("/x?size=many");
            Assert.Equal((400, true), (answer.Status, answer.Json.GetProperty("errors").TryGetProperty("size", out _)));
            Assert.Equal("5", (await crm.GetAsync("/x?size=5")).Text);
        }

        Assert.Equal(1, crm.Runs());
    }

    [Theory]
    [InlineData("/x?q=long", null, null)]
    [InlineData("/x", "Range", "bytes=0-1")]
    [InlineData("/x", "If-Match", "\"1\"")]
    public async Task Some_requests_go_past_the_cache(string path, string? header, string? value)
    {
        await using var crm = await StartAsync("/x", (crm, http) => http.Response.WriteAsync($"{crm.Runs()}"));
        var target = path.Replace("long", new string('a', 5_000), StringComparison.Ordinal);
        var headers = header is null ? [] : new[] { (header, value!) };
        Assert.Equal("1", (await crm.GetAsync(target, headers: headers)).Text);
        Assert.Equal("2", (await crm.GetAsync(target, headers: headers)).Text);
        Assert.Equal("3", (await crm.GetAsync("/x")).Text);
        Assert.Equal("3", (await crm.GetAsync("/x")).Text);
    }

    [Fact]
    public async Task A_user_without_an_id_has_no_entry()
    {
        await using var crm = await Crm.StartAsync(
            (app, crm) => app.MapQuery("/x", () =>
            {
                crm.Ran();
                return crm.Runs();
            }).Cached(),
            caller: options => options.User = http => http.Request.Headers["X-Id"]);
        Assert.Equal(["1", "2"], [(await crm.GetAsync("/x")).Text, (await crm.GetAsync("/x")).Text]);
    }

    private static (int Status, string Text) Of(Answer answer) => (answer.Status, answer.Text);

    private static Task<Crm> StartAsync(string path, Func<Crm, HttpContext, Task> handle) => Crm.StartAsync((app, crm) => app.MapQuery(path, (HttpContext http) =>
    {
        crm.Ran();
        return handle(crm, http);
    }).Cached());
}
