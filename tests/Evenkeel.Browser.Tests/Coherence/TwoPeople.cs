using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Evenkeel.Testing.Time;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Coherence;

/// <summary>Two people of one company, each with a browser of their own, who look at the same page of the CRM. The first changes things; what both browsers ask for is written down.</summary>
internal sealed class TwoPeople : IAsyncDisposable
{
    /// <summary>Of the row that is changed, made by the browser.</summary>
    public const string Id = "0192f000-0000-7000-8000-00000000e457";

    private readonly IBrowserContext _other;
    private int _changes;
    private readonly (IPage Page, AskedAddresses Asked)[] _both;

    private TwoPeople(IBrowserContext other, IPage first, IPage second)
    {
        _other = other;
        _both = [(first, new AskedAddresses(first)), (second, new AskedAddresses(second))];
    }

    public static async Task<TwoPeople> OpenAsync(Chromium chromium, CrmSite site)
    {
        var other = await chromium.Instance.NewContextAsync();
        other.SetDefaultTimeout(Chromium.PatienceMs);
        var (first, second) = (await site.OpenAsync(), await other.NewPageAsync());
        await second.GotoAsync(site.Server.BaseAddress.ToString());
        var two = new TwoPeople(other, first, second);
        await CrmSite.SignInAsync(first, "anna@north.example");
        await CrmSite.SignInAsync(second, "ben@north.example");
        return two;
    }

    /// <summary>Of the one who only looks.</summary>
    public IPage Second => _both[1].Page;

    /// <returns>The id of the client that both look at.</returns>
    public async Task<string> OpenClientAsync()
    {
        await CrmSite.FindClientAsync(_both[0].Page);
        await _both[1].Page.GotoAsync(_both[0].Page.Url);
        await _both[1].Page.Heading("Contacts").ShownAsync();
        var client = new Uri(_both[0].Page.Url).Segments[^1];
        await AnsweredAsync("/api/me", $"/api/clients/{client}", $"/api/clients/{client}/comments", $"/api/clients/{client}/follow-ups");
        return client;
    }

    public async Task OpenProductsAsync()
    {
        foreach (var (page, _) in _both)
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Products" }).ClickAsync();
            await page.Heading("Products").ShownAsync();
        }

        await AnsweredAsync("/api/me", "/api/products");
    }

    /// <summary>Changes something on the first one's page.</summary>
    public async Task ChangeAsync(string action, string clientId, string id, string input)
    {
        // Late ones of the change before.
        OncePerAddress(first: _changes == 0);
        _changes++;
        foreach (var (_, asked) in _both)
        {
            asked.Clear();
        }

        var state = await _both[0].Page.EvaluateAsync<string>(
            $$"""
            async ([action, clientId, id, made]) => {
              const self = keel.peek("GET /api/me").data.id;
              const input = {{input}};
              const row = /{(?!clientId)(\w+)}/.exec(action)?.[1];
              return (await keel.command(action, input && !id ? { id: made, ...input } : input, { params: { ...(clientId && { clientId }), ...(row && { [row]: id }) } })).state;
            }
            """,
            new[] { action, clientId, id, Id });
        Assert.Equal("done", state);
    }

    public async Task BothShowAsync(string text)
    {
        foreach (var (page, _) in _both)
        {
            await page.GetByText(text).First.ShownAsync();
        }
    }

    public async Task NobodyShowsAsync(string text)
    {
        foreach (var (page, _) in _both)
        {
            await Assertions.Expect(page.GetByText(text)).ToHaveCountAsync(0);
        }
    }

    /// <summary>Since the last change each address was asked for once at most, something was, and these never.</summary>
    public async Task OnlyAskedForAsync(string kind, params string[] never)
    {
        // What is shown before the answer is not asked for yet.
        await AnsweredAsync();
        OncePerAddress();
        foreach (var (_, asked) in _both)
        {
            Assert.True(asked.Any(), $"A change of {kind} had nothing asked for.");
            Assert.DoesNotContain(asked, each => never.Any(path => each == path || each.StartsWith($"{path}?", StringComparison.Ordinal)));
        }
    }

    public async ValueTask DisposeAsync() => await _other.DisposeAsync();

    private void OncePerAddress(bool first = false)
    {
        foreach (var (_, asked) in _both.Where(_ => !first))
        {
            Assert.All(asked.CountBy(each => each), each => Assert.True(each.Value == 1, $"{each.Key} was asked for {each.Value} times."));
        }
    }

    private Task AnsweredAsync(params string[] paths) => Poll.UntilAsync(
        () => Task.FromResult(_both.All(each => each.Asked.IsAnswered(paths))), TimeSpan.FromSeconds(30), () => $"Not all was answered: {string.Join(' ', _both.SelectMany(each => each.Asked))}");
}
