using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Deployments;

/// <summary>Which answers name the build that gives them.</summary>
public sealed class HeaderTests
{
    [Theory]
    [InlineData("/private", true, true)]
    [InlineData("/private", false, false)]
    [InlineData("/shared", true, false)]
    [InlineData("/proxied", true, false)]
    [InlineData("/fails", true, true)]
    [InlineData("/absent", true, true)]
    [InlineData("/fails", false, false)]
    [InlineData("/action", false, true)]
    [InlineData("/_evenkeel/session", false, true)]
    public async Task Those_that_no_shared_cache_may_keep(string path, bool fromRuntime, bool expected)
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapGet("/private", () => "a");
            app.MapGet("/shared", (HttpContext http) => http.Response.Headers.CacheControl = "public, max-age=60");
            app.MapGet("/proxied", (HttpContext http) => http.Response.Headers.CacheControl = "s-maxage=60");
            app.MapGet("/fails", string () => throw new InvalidOperationException("It does."));
            app.MapQuery("/action", () => "a");
        });
        await app.BeatAsync();
        var answer = await app.SendAsync(new Call { Method = "GET", Path = path, FromRuntime = fromRuntime });
        Assert.Equal(expected, answer.Headers.ContainsKey(KeelHeaders.Deployment));
    }

    [Theory]
    [InlineData("")]
    [InlineData("b1; epoch=9")]
    [InlineData("b1, b2")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_forged_or_malformed_one_on_a_request_counts_as_none(string page)
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var call = new Call { Path = "/notes", Id = Call.NewId(), Body = NewNote.Json("a"), Headers = new Dictionary<string, string> { [KeelHeaders.Deployment] = page } };
        Assert.Equal(201, (await app.SendAsync(call)).Status);
    }
}
