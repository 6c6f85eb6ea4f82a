using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.OperatorConsole;

/// <summary>Who sees the console.</summary>
public sealed class ConsoleAccessTests
{
    private static readonly (string Path, string Method)[] All = [("", "GET"), ("/console.js", "GET"), ("/facts", "GET"), ("/orders", "POST")];

    [Fact]
    public async Task Without_a_policy_there_is_none()
    {
        await using var app = await ConsoleApp.StartAsync(serves: false);
        foreach (var (path, method) in All)
        {
            Assert.Equal(404, (await app.ConsoleAsync(path, method, body: "{}")).Status);
        }
    }

    [Fact]
    public async Task All_of_it_is_for_those_of_the_policy()
    {
        await using var app = await ConsoleApp.StartAsync();
        foreach (var (path, method) in All)
        {
            var (nobody, another) = (await app.ConsoleAsync(path, method, user: null, right: null, body: "{}"), await app.ConsoleAsync(path, method, user: "mallory", right: "write", body: "{}"));
            Assert.Equal((401, "unauthenticated", 403, "forbidden"), (nobody.Status, nobody.Error, another.Status, another.Error));
            var operators = await app.ConsoleAsync(path, method, body: "{}");
            // An order that orders nothing.
            Assert.Equal(method == "POST" ? 400 : 200, operators.Status);
            Assert.Equal("no-store", operators.Headers["Cache-Control"]);
        }
    }

    [Fact]
    public async Task The_page_is_whole_and_may_load_nothing_from_elsewhere()
    {
        await using var app = await ConsoleApp.StartAsync();
        var page = await app.ConsoleAsync();
        Assert.Equal("text/html; charset=utf-8", page.ContentType);
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        foreach (var (file, type) in new[] { ("console.js", "text/javascript"), ("panels.js", "text/javascript"), ("plots.js", "text/javascript"), ("orders.js", "text/javascript"), ("dom.js", "text/javascript"), ("console.css", "text/css") })
        {
            var answer = await app.ConsoleAsync($"/{file}");
            Assert.Equal((200, $"{type}; charset=utf-8", "nosniff"), (answer.Status, answer.ContentType, answer.Headers["X-Content-Type-Options"]));
            Assert.DoesNotContain("://", answer.Text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Equal("", (await app.ConsoleAsync($"/{file}", "HEAD")).Text);
        }

        foreach (var none in new[] { "/none.js", "/..%2fappsettings.json", "/console.js/x" })
        {
            Assert.Equal(404, (await app.ConsoleAsync(none)).Status);
        }
    }

    [Fact]
    public async Task A_page_of_another_site_orders_nothing()
    {
        await using var app = await ConsoleApp.StartAsync();
        var forged = await app.ConsoleAsync("/orders", "POST", body: """{"action":"activate","build":"b1"}""", headers: [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Cookie", "any=1")]);
        Assert.Equal((403, "csrf"), (forged.Status, forged.Error));
    }

    [Fact]
    public async Task A_policy_that_is_not_there_and_settings_out_of_range_stop_the_start()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => ConsoleApp.StartAsync(options =>
            (options.Policy, options.SampleEvery, options.Samples, options.Problems) = ("nobody", TimeSpan.Zero, 9, 0)));
        Assert.Equal(4, error.Failures.Count());
        Assert.Contains("no authorization policy of that name", error.Message, StringComparison.Ordinal);
    }
}
