using System.Text.Json;
using System.Text.RegularExpressions;
using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Evenkeel.Testing.Hosting;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.OperatorConsole;

/// <summary>Something happens, and an operator sees it: on a desk and on a phone, by day and by night.</summary>
[Trait("Show", "6.7")]
public sealed class ConsoleTests(Chromium chromium)
{
    [Fact]
    public async Task Each_panel_shows_what_has_happened()
    {
        await using var site = new ConsoleSite();
        var host = await site.StartAsync("b1");
        await using var users = await ProfileAsync("anna");
        var page = await users.NewPageAsync();
        await page.GotoAsync(host.BaseAddress.ToString());
        await page.WaitForFunctionAsync("() => !!globalThis.keel");

        await using var operators = await ProfileAsync("olga");
        var console = await OpenAsync(operators, host.BaseAddress);
        await Assertions.Expect(Panel(console, "health")).ToContainTextAsync("evenkeel-database");
        await Assertions.Expect(Panel(console, "parked")).ToContainTextAsync("No operation of an outbox was rejected.");
        await Assertions.Expect(Panel(console, "nodes").Locator("tbody td").Nth(3)).ToHaveTextAsync("–");

        // Two changes that were made without a network, and that the server does not take.
        await users.SetOfflineAsync(true);
        await page.EvaluateAsync("() => { for (const lane of ['one', 'two']) void keel.command('POST /api/notes', { text: '' }, { lane }); }");
        await page.WaitForFunctionAsync("() => keel.status.get().pending === 2");
        await users.SetOfflineAsync(false);
        await RowAsync(Panel(console, "parked"), "POST /api/notes", "2");

        await page.EvaluateAsync("() => fetch('/_evenkeel/recoveries', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ recoveries: [{ kind: 'reload', from: 'b0', to: 'b1', ms: 300 }] }) })");
        await RowAsync(Panel(console, "recoveries"), "reload", "1");

        // Anna types; the mail of what she saved does not go out; a call goes nowhere.
        await page.EvaluateAsync(
            """
            async () => {
              await fetch('/_evenkeel/drafts/a', { method: 'PUT', headers: { 'Content-Type': 'application/json', 'If-Match': '"0"' }, body: JSON.stringify({ by: 'tab1', form: null, values: { text: 'x' } }) });
              await keel.command('POST /api/mails', { to: 'anna@canary.test' });
              await fetch('/_evenkeel/nowhere', { headers: { 'Evenkeel-Protocol': '5' } });
            }
            """);
        await Assertions.Expect(Panel(console, "stored").Locator("dd").Nth(1)).ToHaveTextAsync("1");
        await RowAsync(Panel(console, "deliveries"), "mail", "System.InvalidOperationException");
        await RowAsync(Panel(console, "problems"), "404", "not-found");
        await Assertions.Expect(Panel(console, "problems").Locator("tbody tr").First.Locator("td").Last).ToHaveTextAsync(new Regex("^[0-9a-f]{32}$"));
        await Assertions.Expect(Panel(console, "operations").GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", new Regex("applied .*rejected .*at most"));

        // Somebody writes into the database past all that would tell the cache.
        // Its instance has written it at a time that is never long ago.
        const string now = "9999999999999";
        await site.WriteOutsideAsync($"INSERT INTO evenkeel_feed (name, value) VALUES ('probe/stranger', '1 {now}')");
        await UntilProbedAsync(host);
        await site.WriteOutsideAsync($"UPDATE evenkeel_feed SET value = '2 {now}' WHERE name = 'probe/stranger'");
        await Assertions.Expect(Panel(console, "nodes").Locator(".pill.bad")).ToHaveTextAsync(new Regex("^[1-9]"));

        // Another build comes beside it.
        await site.StartAsync("b2");
        await Assertions.Expect(Panel(console, "deployments")).ToContainTextAsync("A rollout is under way: 1 of 2 instances run b2.");
        await RowAsync(Panel(console, "deployments"), "b1", "live");
        await RowAsync(Panel(console, "deployments"), "b2", "current");

        // What is done is asked for first.
        site.MailIsDown = false;
        await Panel(console, "deliveries").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Dialog(console).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await RowAsync(Panel(console, "deliveries"), "mail", "System.InvalidOperationException");
        await Panel(console, "deliveries").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Dialog(console).GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(console.GetByText("It is tried again now.")).ToBeVisibleAsync();
        await Assertions.Expect(Panel(console, "deliveries")).ToContainTextAsync("None is parked.");
        await Panel(console, "deployments").GetByRole(AriaRole.Row, new() { NameRegex = new("b1 live") }).GetByRole(AriaRole.Button, new() { Name = "Make current" }).ClickAsync();
        await Dialog(console).GetByRole(AriaRole.Button, new() { Name = "Make current" }).ClickAsync();
        await RowAsync(Panel(console, "deployments"), "b1", "current");

        Assert.DoesNotContain("canary.test", await console.ContentAsync(), StringComparison.Ordinal);
        await LookAsync(operators, host.BaseAddress);
    }

    [Fact]
    public async Task Those_of_the_policy_see_it_and_no_others()
    {
        await using var site = new ConsoleSite();
        var host = await site.StartAsync("b1");
        foreach (var (user, status) in new[] { ("olga", 200), ("anna", 403) })
        {
            await using var profile = await ProfileAsync(user);
            var page = await profile.NewPageAsync();
            Assert.Equal(status, (await page.GotoAsync(new Uri(host.BaseAddress, "_evenkeel/console").ToString()))!.Status);
        }
    }

    private async Task LookAsync(IBrowserContext operators, Uri address)
    {
        var console = await OpenAsync(operators, address);
        foreach (var (width, height) in new[] { (1280, 900), (390, 844) })
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await console.SetViewportSizeAsync(width, height);
                await console.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                await Assertions.Expect(Panel(console, "operations").GetByRole(AriaRole.Img)).ToBeVisibleAsync();
                Assert.True(await console.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"At {width} it is wider than the window.");
                await CrmSite.PictureAsync(console, $"console-{width}-{scheme.ToString().ToLowerInvariant()}");
            }
        }
    }

    private async Task<IBrowserContext> ProfileAsync(string user)
    {
        var profile = await chromium.Instance.NewContextAsync(new BrowserNewContextOptions { ExtraHTTPHeaders = [new("X-User", user)] });
        profile.SetDefaultTimeout(Chromium.PatienceMs);
        return profile;
    }

    private static async Task<IPage> OpenAsync(IBrowserContext profile, Uri address)
    {
        var page = await profile.NewPageAsync();
        page.PageError += (_, error) => Assert.Fail(error);
        await page.GotoAsync(new Uri(address, "_evenkeel/console").ToString());
        return page;
    }

    // Every instance is read in every round: after so many, the row of the stranger was.
    private static async Task UntilProbedAsync(KeelHost host)
    {
        var before = await ProbesAsync(host);
        await Testing.Time.Poll.UntilAsync(async () => await ProbesAsync(host) > before + 10, TimeSpan.FromSeconds(60), () => "The probe does not run.");
    }

    private static async Task<double> ProbesAsync(KeelHost host)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, "_evenkeel/console/facts");
        ask.Headers.Add("X-User", "olga");
        using var answer = await host.Http.SendAsync(ask);
        using var facts = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return facts.RootElement.GetProperty("metrics").EnumerateArray().Where(each => each.GetProperty("name").GetString() == "evenkeel.coherence.probes").Sum(each => each.GetProperty("value").GetDouble());
    }

    private static ILocator Panel(IPage page, string id) => page.Locator($"#{id}");

    private static ILocator Dialog(IPage page) => page.GetByRole(AriaRole.Dialog);

    private static Task RowAsync(ILocator panel, string first, string text) =>
        Assertions.Expect(panel.Locator("tbody tr").Filter(new() { HasText = first }).Filter(new() { HasText = text }).First).ToBeVisibleAsync();
}
