using Evenkeel.AspNetCore.Runtime;
using Evenkeel.AspNetCore.Tests.Hosting;

namespace Evenkeel.AspNetCore.Tests.Runtime;

public sealed class BrowserRuntimeTests
{
    [Fact]
    public async Task The_script_is_served_as_a_module_that_every_use_checks()
    {
        Assert.SkipUnless(typeof(BrowserRuntime).Assembly.GetManifestResourceNames().Contains("client.js"), "This build has no browser runtime in it: build web/client first.");
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var call = new Call { Method = "GET", Path = "/_evenkeel/client.js", User = null, FromRuntime = false };
        var script = await app.SendAsync(call);
        Assert.Equal((200, "text/javascript; charset=utf-8"), (script.Status, script.ContentType));
        Assert.Equal(("no-cache", "nosniff"), (script.Headers["Cache-Control"], script.Headers["X-Content-Type-Options"]));
        Assert.Contains("export", script.Text);
        var unchanged = await app.SendAsync(call with { Headers = new Dictionary<string, string> { ["If-None-Match"] = script.Headers["ETag"] } });
        Assert.Equal((304, ""), (unchanged.Status, unchanged.Text));
        Assert.Equal(200, (await app.SendAsync(call with { Headers = new Dictionary<string, string> { ["If-None-Match"] = "\"other\"" } })).Status);
    }
}
