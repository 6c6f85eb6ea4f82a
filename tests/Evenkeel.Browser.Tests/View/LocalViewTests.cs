using System.Text.Json;
using Evenkeel.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.View;

[Trait("Show", "1.7")]
public sealed class LocalViewTests(Chromium chromium)
{
    private const string Reducers =
        """
        () => {
          const list = "GET /api/notes";
          keel.local("POST /api/notes", { [list]: (notes, op) => [...notes, { id: op.input.id, text: op.input.text }] });
          keel.local("PUT /api/notes/{id}", { [list]: (notes, op) => notes.map(n => n.id === op.params.id ? { ...n, text: op.input.text } : n) });
          keel.local("DELETE /api/notes/{id}", { [list]: (notes, op) => notes.filter(n => n.id !== op.params.id) });
          globalThis.notes = keel.observe(list, undefined, () => {});
        }
        """;

    [Fact]
    public async Task Offline_create_edit_and_delete_are_shown_at_once_survive_a_reload_and_equal_the_server_after_the_flush()
    {
        await using var site = await TestSite.StartAsync(chromium);
        var page = await SeededAsync(site);
        await site.Profile.SetOfflineAsync(true);

        await page.EvaluateAsync(
            """
            async () => {
              await keel.command("POST /api/notes", { id: "c", text: "third" });
              await keel.command("PUT /api/notes/{id}", { text: "FIRST" }, { params: { id: "a" } });
              await keel.command("DELETE /api/notes/{id}", undefined, { params: { id: "b" } });
              await keel.command("PUT /api/notes/{id}", { text: "THIRD" }, { params: { id: "c" } });
            }
            """);
        const string expected = "a=FIRST c=THIRD";
        await ShowsAsync(page, expected);

        // The page's own data is loaded anew, from what the device kept, with what is pending on top.
        await page.EvaluateAsync("async () => { await keel.close(); keel = evenkeel.createClient({ waitMs: 200 }); }");
        await page.EvaluateAsync(Reducers);
        await ShowsAsync(page, expected);

        await site.Profile.SetOfflineAsync(false);
        await page.FlushAsync();
        await page.UntilAsync(pending: 0);
        await ShowsAsync(page, expected);
        Assert.Equal(expected, await OnServerAsync(site));
    }

    [Fact]
    public async Task A_rejected_operation_leaves_the_view_as_if_it_had_never_run_with_later_ones_applied_again()
    {
        await using var site = await TestSite.StartAsync(chromium);
        var page = await SeededAsync(site);
        await site.Profile.SetOfflineAsync(true);
        await page.EvaluateAsync(
            """
            async () => {
              await keel.command("POST /api/notes", { id: "d", text: "" }, { lane: "refused" });
              await keel.command("POST /api/notes", { id: "e", text: "fifth" });
            }
            """);
        await ShowsAsync(page, "a=first b=second d= e=fifth");

        await site.Profile.SetOfflineAsync(false);
        await page.FlushAsync();
        await page.UntilAsync(pending: 0, parked: 1);

        await ShowsAsync(page, "a=first b=second e=fifth");
        Assert.Equal("a=first b=second e=fifth", await OnServerAsync(site));
    }

    private static async Task<IPage> SeededAsync(TestSite site)
    {
        var page = await site.OpenAsync();
        await page.EvaluateAsync(Reducers);
        await page.EvaluateAsync(
            """
            async () => {
              await keel.command("POST /api/notes", { id: "a", text: "first" });
              await keel.command("POST /api/notes", { id: "b", text: "second" });
            }
            """);
        await ShowsAsync(page, "a=first b=second");
        return page;
    }

    private static async Task ShowsAsync(IPage page, string expected)
    {
        try
        {
            await page.WaitForFunctionAsync("expected => (notes.get().data ?? []).map(n => `${n.id}=${n.text}`).sort().join(' ') === expected", expected);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The page never showed '{expected}' but {await page.EvaluateAsync<string>("() => JSON.stringify(notes.get())")}");
        }
    }

    private static async Task<string> OnServerAsync(TestSite site)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/notes");
        request.Headers.Add("X-User", "anna");
        request.Headers.Add("X-Tenant", "acme");
        using var answer = await site.Control.SendAsync(request);
        var notes = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return string.Join(' ', notes.EnumerateArray().Select(n => $"{n.GetProperty("id")}={n.GetProperty("text")}"));
    }
}
