using System.Collections.Concurrent;
using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>A front end on another origin, with a build of its own and bearer tokens.</summary>
[Trait("Show", "3.11")]
public sealed class ApartTests(Chromium chromium)
{
    internal static readonly Delegate First = (NoteInput input, ApartApi.Db db) => db.AddAsync(input.Text);
    private static readonly Delegate Wider = (WiderInput input, ApartApi.Db db) => db.AddAsync(input.Text);
    internal static readonly Delegate Stricter = (StricterInput input, ApartApi.Db db) => db.AddAsync($"{input.Text} of {input.Weight}");

    [Fact]
    public async Task A_page_is_judged_by_its_own_manifest_and_by_the_contracts_of_the_server()
    {
        await using var pages = await ApartPages.StartAsync();
        await using var api = await ApartApi.StartAsync(pages.Origin, "b1", First);
        pages.Publish("p1", api.BaseAddress, await api.ContractsAsync());
        var profile = await chromium.Instance.NewContextAsync();
        await using var closing = profile;
        profile.SetDefaultTimeout(Chromium.PatienceMs);
        var page = await profile.NewPageAsync();
        var said = new ConcurrentDictionary<string, int>();
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith(api.BaseAddress.ToString(), StringComparison.Ordinal) && request.Method != "OPTIONS")
            {
                said.AddOrUpdate(request.Headers.GetValueOrDefault("evenkeel-deployment", "none"), 1, (_, count) => count + 1);
            }
        };
        await page.GotoAsync(pages.BaseAddress.ToString());
        var loads = page.CountLoads();
        Assert.Equal("done", await AddAsync(page, "one"));
        await page.UntilStateAsync("current");

        // The server alone is deployed, and the page still fits: it is still the newest page.
        await api.DeployAsync("b2", Wider);
        await page.CheckAsync();
        await SaveAsync(page, "two");
        await page.WaitForFunctionAsync("() => keel.deployment.status.get().current?.build === 'b2'");
        await page.UntilStateAsync("current");
        Assert.Equal(0, loads());

        // Offline under the first page; meanwhile both are deployed, and the new server wants more.
        await profile.SetOfflineAsync(true);
        Assert.Equal("saved-offline", await AddAsync(page, "three", waitMs: 0));
        var note = page.Field("Note");
        await note.FillAsync("Half a sentence");
        await api.DeployAsync("b3", Stricter);
        pages.Publish("p2", api.BaseAddress, await api.ContractsAsync());
        await profile.SetOfflineAsync(false);

        // What was queued is refused, parked with its reason, and brings the page up to date with what was typed.
        await page.UntilOtherBuildAsync("p1");
        Assert.Equal("p2", await page.BuildAsync());
        await Assertions.Expect(note).ToHaveValueAsync("Half a sentence");
        Assert.Equal(1, loads());
        Assert.Equal(["contract-mismatch"], await page.EvaluateAsync<string[]>("async () => (await keel.outbox.list()).map(({ problem }) => problem?.error)"));
        Assert.Equal("done", await AddAsync(page, "four", weight: 4));
        Assert.Equal(["one", "two", "four of 4"], await api.NotesAsync());
        Assert.Equal(["p1", "p2"], said.Keys.Order());
    }

    [Fact]
    public async Task Two_tabs_of_two_builds_each_call_under_their_own_name_and_all_their_calls_succeed()
    {
        await using var pages = await ApartPages.StartAsync();
        await using var api = await ApartApi.StartAsync(pages.Origin, "b1", First);
        pages.Publish("p1", api.BaseAddress, await api.ContractsAsync());
        var profile = await chromium.Instance.NewContextAsync();
        await using var closing = profile;
        profile.SetDefaultTimeout(Chromium.PatienceMs);
        var (said, refused) = (new ConcurrentDictionary<(IPage, string), int>(), new ConcurrentBag<string>());
        var old = await OpenAsync();
        await api.DeployAsync("b2", Wider);
        pages.Publish("p2", api.BaseAddress, await api.ContractsAsync());
        var young = await OpenAsync();
        Assert.Equal(("p1", "p2"), (await old.BuildAsync(), await young.BuildAsync()));

        const int Each = 50;
        await Task.WhenAll(new[] { old, young }.Select(async (page, tab) =>
        {
            for (var call = 0; call < Each; call++)
            {
                await SaveAsync(page, $"{tab} {call}");
            }
        }));
        Assert.Equal([(old, "p1"), (young, "p2")], said.Keys.OrderBy(each => each.Item2));
        Assert.Empty(refused);
        Assert.Equal(2 * Each, (await api.NotesAsync()).Distinct().Count());

        async Task<IPage> OpenAsync()
        {
            var page = await profile.NewPageAsync();
            page.Request += (_, request) =>
            {
                if (request.Method == "POST" && request.Url.StartsWith(api.BaseAddress.ToString(), StringComparison.Ordinal))
                {
                    // Alone or in a flush.
                    said.AddOrUpdate((page, request.Headers.GetValueOrDefault("evenkeel-deployment", "none")), 1, (_, count) => count + 1);
                }
            };
            page.Response += (_, answer) =>
            {
                if (answer.Status >= 400 && answer.Url.Contains("/api/", StringComparison.Ordinal))
                {
                    refused.Add($"{answer.Status} {answer.Url}");
                }
            };
            await page.GotoAsync(pages.BaseAddress.ToString());
            await page.WaitForFunctionAsync("() => !!globalThis.keel");
            return page;
        }
    }

    [Fact]
    public async Task Where_nothing_can_be_kept_and_no_page_ever_fits_there_is_a_notice()
    {
        await using var pages = await ApartPages.StartAsync();
        await using var api = await ApartApi.StartAsync(pages.Origin, "b1", First);
        var contracts = await api.ContractsAsync();
        pages.Publish("p1", api.BaseAddress, contracts);
        var profile = await chromium.Instance.NewContextAsync();
        await using var closing = profile;
        profile.SetDefaultTimeout(Chromium.PatienceMs);
        await profile.AddInitScriptAsync(
            """
            IDBFactory.prototype.open = () => { throw new DOMException("Blocked.", "SecurityError"); };
            for (const name of ["sessionStorage", "localStorage", "caches"]) Object.defineProperty(globalThis, name, { get() { throw new DOMException("Blocked.", "SecurityError"); } });
            """);
        var page = await profile.NewPageAsync();
        await page.GotoAsync(pages.BaseAddress.ToString());
        var loads = page.CountLoads();
        await page.UntilStateAsync("current");
        await api.DeployAsync("b2", Stricter);
        // Built against the first server, once more.
        pages.Publish("p2", api.BaseAddress, contracts);
        await page.CheckAsync();
        await page.WaitForFunctionAsync("() => keel.deployment.status.get().notice === 'storage-blocked'");
        Assert.Equal(0, loads());
        Assert.Equal("anna", await page.EvaluateAsync<string>("async () => (await keel.session.check()).state === 'valid' ? 'anna' : 'nobody'"));
    }

    /// <summary>Saves after the server has been replaced: the first call may meet a connection that is gone, and is then sent again.</summary>
    internal static async Task SaveAsync(IPage page, string text)
    {
        if (await AddAsync(page, text) != "done")
        {
            await page.FlushAsync();
            await page.UntilAsync(pending: 0);
        }
    }

    // A busy machine is no reason to go on without the answer.
    internal static Task<string> AddAsync(IPage page, string text, int? weight = null, int waitMs = 60_000) => page.EvaluateAsync<string>(
        "async ({ text, weight, waitMs }) => (await keel.command('POST /api/notes', weight == null ? { text } : { text, weight }, { lane: text, waitMs })).state", new { text, weight, waitMs });

    internal sealed record NoteInput(string Text);

    internal sealed record WiderInput(string Text, string? Colour = null);

    internal sealed record StricterInput(string Text, int Weight);
}
