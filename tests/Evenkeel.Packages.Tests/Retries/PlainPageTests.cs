using Evenkeel.Packages.Tests.Making;

namespace Evenkeel.Packages.Tests.Retries;

[Trait("Show", "2.5")]
public sealed class PlainPageTests(Workshop workshop)
{
    [Fact]
    public async Task A_new_page_without_bundler_saves_once_with_the_runtime_of_the_servers_package_when_the_answer_is_lost()
    {
        var application = await NewApplication.MakeAsync(workshop, "PlainPage", "web");
        await using var site = await RunningApplication.StartAsync(application, ready: "/api/notes");
        using var page = await site.Http.GetAsync("/");
        Assert.Equal(["default-src 'self'"], page.Headers.GetValues("Content-Security-Policy"));
        await PressedOnce.ShowAsync(site);
    }
}
