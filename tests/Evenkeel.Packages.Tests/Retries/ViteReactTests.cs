using Evenkeel.Packages.Tests.Making;

namespace Evenkeel.Packages.Tests.Retries;

[Trait("Show", "2.5")]
public sealed class ViteReactTests(Workshop workshop)
{
    [Fact]
    public async Task A_new_vite_react_application_with_the_packages_saves_once_when_the_answer_is_lost()
    {
        var page = await (await workshop.FrontEnd).BuildAsync();
        await using var site = await RunningApplication.StartAsync(await workshop.MinimalApi, ready: "/api/notes", webRoot: page);
        await PressedOnce.ShowAsync(site);
    }
}
