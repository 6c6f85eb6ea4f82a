using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>A deployment while pages are open: two builds, real processes, real Chromium.</summary>
public sealed class UpdateTests(Chromium chromium)
{
    [Fact]
    [Trait("Show", "3.3")]
    public async Task A_compatible_deployment_leaves_a_page_in_use_alone_and_its_next_navigation_brings_the_new_build()
    {
        await using var fleet = await CrmFleet.StartAsync(chromium, CrmBuild.First);
        var page = await fleet.OpenClientAsync();
        var first = await page.BuildAsync();
        await page.MarkAsync();
        var loads = page.CountLoads();
        await fleet.DeployAsync(CrmBuild.Compatible);
        await page.CheckAsync();
        await page.UntilStateAsync("compatible");

        // It goes on as if nothing were: reading, saving, what was renamed and what asks for more.
        await CommentAsync(page, "Under the first build");
        await fleet.UntilCountAsync(1, "Comments WHERE Text = 'Under the first build'");
        Assert.Equal((true, 0, first), (await page.IsMarkedAsync(), loads(), await page.BuildAsync()));

        await page.GetByRole(AriaRole.Link, new() { Name = "Products", Exact = true }).First.ClickAsync();
        await page.Heading("Price list").ShownAsync();
        Assert.NotEqual(first, await page.BuildAsync());
        Assert.Equal(1, loads());
        await page.UntilStateAsync("current");
    }

    [Fact]
    [Trait("Show", "3.4")]
    public async Task A_deployment_waits_for_who_types_and_gives_back_what_was_typed()
    {
        await using var fleet = await CrmFleet.StartAsync(chromium, CrmBuild.First);
        var page = await fleet.OpenClientAsync();
        var first = await page.BuildAsync();
        await page.EvaluateAsync("() => history.replaceState(history.state, '', location.pathname + '?from=list#comments')");
        var box = page.Field("New comment");
        await box.FillAsync("Half a sentence");
        await box.EvaluateAsync("field => field.setSelectionRange(2, 6)");
        await page.MarkAsync();
        var loads = page.CountLoads();
        var scrolled = await page.EvaluateAsync<double>("() => scrollY");
        Assert.True(scrolled > 0);

        await fleet.DeployAsync(CrmBuild.Second);
        await page.CheckAsync();
        await page.UntilStateAsync("incompatible");
        await page.WaitForFunctionAsync("() => keel.deployment.status.get().pending");
        await page.CheckAsync();
        Assert.True(await page.IsMarkedAsync());

        // The old page's comment is refused by the new build, and so the page is brought up to date at once.
        await page.Button("Add comment").ClickAsync();
        await page.WaitForFunctionAsync("() => !globalThis.marked && !!globalThis.keel");
        Assert.NotEqual(first, await page.BuildAsync());
        await Assertions.Expect(page.Field("New comment")).ToHaveValueAsync("Half a sentence");
        await page.WaitForFunctionAsync("top => Math.abs(scrollY - top) < 60", scrolled);
        Assert.EndsWith("?from=list#comments", page.Url, StringComparison.Ordinal);
        Assert.Equal(1, loads());
        Assert.Equal(0, await fleet.CountAsync("Comments WHERE Text = 'Half a sentence'"));

        await page.Button("Add comment").ClickAsync();
        await fleet.UntilCountAsync(1, "Comments WHERE Text = 'Half a sentence'");
        await CrmSite.PictureAsync(page, "after-an-update");
    }

    [Fact]
    [Trait("Show", "3.4")]
    public async Task An_incompatible_deployment_updates_a_page_where_nobody_types_with_what_was_typed_before()
    {
        await using var fleet = await CrmFleet.StartAsync(chromium, CrmBuild.First);
        var page = await fleet.OpenClientAsync();
        var first = await page.BuildAsync();
        await page.Field("New comment").FillAsync("Typed, and left");
        await page.Heading("Contacts").ClickAsync();
        await fleet.DeployAsync(CrmBuild.Second);
        await page.CheckAsync();
        await page.WaitForFunctionAsync("first => { const build = document.querySelector('meta[name=evenkeel-build]')?.content; return build && build !== first; }", first);
        await Assertions.Expect(page.Field("New comment")).ToHaveValueAsync("Typed, and left");
        await page.UntilStateAsync("current");
    }

    [Fact]
    [Trait("Show", "3.8")]
    public async Task A_part_that_comes_late_is_that_of_its_own_build_and_where_it_is_gone_the_page_recovers()
    {
        await using var fleet = await CrmFleet.StartAsync(chromium, CrmBuild.First, worker: false);
        var page = await fleet.OpenClientAsync();
        var first = await page.BuildAsync();
        await page.Field("New comment").FillAsync("Somebody types");
        var late = await page.EvaluateAsync<string>(
            """async () => (await (await fetch([...document.scripts].find(each => each.type === "module").src)).text()).match(/assets\/ProductsPage-[\w-]+\.js/)[0]""");
        await fleet.DeployAsync(CrmBuild.Second);
        Assert.Equal(200, await StatusAsync(page, late));

        // The store is lost, with all files of the first build.
        var loads = page.CountLoads();
        await fleet.StopAsync();
        Directory.Delete(fleet.AssetFolder, recursive: true);
        await fleet.DeployAsync(CrmBuild.Second);
        Assert.Equal(404, await StatusAsync(page, late));
        await page.EvaluateAsync("late => { void import(`/${late}`); }", late);
        await page.UntilOtherBuildAsync(first);
        await Assertions.Expect(page.Field("New comment")).ToHaveValueAsync("Somebody types");
        Assert.Equal(1, loads());
    }

    private static Task<int> StatusAsync(IPage page, string file) => page.EvaluateAsync<int>("async file => (await fetch(`/${file}?past-all-caches`, { cache: 'no-store' })).status", file);

    private static async Task CommentAsync(IPage page, string text)
    {
        await page.Field("New comment").FillAsync(text);
        await page.Button("Add comment").ClickAsync();
        await page.GetByText(text).ShownAsync();
    }
}
