using System.Collections.Concurrent;
using System.Text;
using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Testing.Time;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Drafts;

/// <summary>What must not leave its field: looked for in the bytes, wherever anything of the form goes.</summary>
[Trait("Show", "5.8")]
public sealed class SecretTests(Chromium chromium)
{
    [Fact]
    public async Task Secrets_are_neither_stored_nor_sent_and_every_other_field_is_there_again()
    {
        var files = Directory.CreateTempSubdirectory("evenkeel-form-");
        SecretForm.Write(files.FullName);
        await using var site = await TestSite.StartAsync(chromium, files: files.FullName);
        var sent = Listen(site.Profile);
        var page = await OpenAsync(site, site.Profile);

        // Secrets among what is kept, and after it: each save is one of a form that has them.
        await SecretForm.FillSecretsAsync(page);
        await SecretForm.FillAsync(page);
        await SecretForm.FillSecretsAsync(page);
        Assert.Equal(SecretForm.Filled, await SecretForm.ReadAsync(page));
        Assert.Equal(25, await SecretForm.SecretsAsync(page));
        await page.EvaluateAsync("() => keel.draft('#order').flush()");
        await Poll.UntilAsync(() => Task.FromResult(Missing(Database(site)).Length == 0), TimeSpan.FromSeconds(30), () => $"The server never had all of it: {Missing(Database(site))}");
        await NothingSecretAsync(site, page, sent);

        // And when the page goes, with what was typed last.
        await page.Locator("#private input").PressSequentiallyAsync("more");
        await page.Locator("[name=remark]").PressSequentiallyAsync(", and a crane");
        await page.Locator("[name=first]").PressSequentiallyAsync("more");
        await page.ReloadAsync();
        await RestoredAsync(page);
        await Poll.UntilAsync(() => Database(site).Contains("and a crane", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "The server never had what was typed last.");
        await NothingSecretAsync(site, page, sent);

        // Where no browser can have remembered anything, the server's draft brings all of it, and no field has a secret.
        await using var elsewhere = await chromium.Instance.NewContextAsync();
        await elsewhere.APIRequest.GetAsync($"{site.Proxy.BaseAddress}test/signin?user=anna&tenant=acme");
        var other = await OpenAsync(site, elsewhere);
        await RestoredAsync(other);
        Assert.Equal(0, await SecretForm.SecretsAsync(other));
        files.Delete(recursive: true);
    }

    private static async Task<IPage> OpenAsync(TestSite site, IBrowserContext profile)
    {
        var page = await profile.NewPageAsync();
        await page.GotoAsync(new Uri(site.Proxy.BaseAddress, SecretForm.Path).ToString());
        await page.WaitForFunctionAsync("() => globalThis.keel");
        return page;
    }

    /// <summary>Every address and every body that leaves the browser.</summary>
    private static ConcurrentQueue<string> Listen(IBrowserContext profile)
    {
        var sent = new ConcurrentQueue<string>();
        profile.Request += (_, request) =>
        {
            var body = request.PostDataBuffer is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
            // Only what can be read can be judged.
            sent.Enqueue(request.Method is "PUT" or "POST" && body is null ? "unreadable" : $"{request.Method} {request.Url} {string.Join(' ', request.Headers)} {body}");
        };
        return sent;
    }

    /// <summary>The bytes of the server's database, with what it has not yet written into its place.</summary>
    private static string Database(TestSite site) => string.Concat(site.DatabaseFiles.Select(file =>
    {
        using var opened = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(opened, Encoding.UTF8);
        return reader.ReadToEnd();
    }));

    private static async Task NothingSecretAsync(TestSite site, IPage page, ConcurrentQueue<string> sent)
    {
        foreach (var (place, bytes) in new[] { ("browser", await OriginStorage.ReadAsync(page)), ("network", string.Join('\n', sent)), ("server", Database(site)) })
        {
            Assert.True(Missing(bytes).Length == 0, $"Not in the {place}: {Missing(bytes)}");
            var at = bytes.IndexOf(SecretForm.Secret, StringComparison.OrdinalIgnoreCase);
            Assert.True(at < 0, $"In the {place}: {(at < 0 ? "" : bytes[Math.Max(0, at - 200)..Math.Min(bytes.Length, at + 40)])}");
        }

        Assert.DoesNotContain("unreadable", sent);
    }

    private static string Missing(string bytes) => string.Join(", ", SecretForm.Kept.Where(each => !bytes.Contains(each, StringComparison.Ordinal)));

    private static async Task RestoredAsync(IPage page)
    {
        var expected = SecretForm.Filled.Replace("with a quay", "with a quay, and a crane", StringComparison.Ordinal);
        var shown = "";
        await Poll.UntilAsync(async () => (shown = await SecretForm.ReadAsync(page)) == expected, TimeSpan.FromSeconds(30), () => $"The form shows {shown}");
    }
}
