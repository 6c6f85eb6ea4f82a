using System.Text.Json;
using Evenkeel.TestBed;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.Browser.Tests.Deployments;

/// <summary>A host of files and nothing else, with a manifest of its own: a front end that is built and deployed by itself.</summary>
internal sealed class ApartPages : IAsyncDisposable
{
    private KeelHost _host = null!;
    private string _build = "";
    private string _page = "";

    public Uri BaseAddress => _host.BaseAddress;

    public string Origin => BaseAddress.GetLeftPart(UriPartial.Authority);

    public static async Task<ApartPages> StartAsync()
    {
        var pages = new ApartPages();
        pages._host = await KeelHost.StartAsync(_ => { }, pages.Map);
        return pages;
    }

    /// <summary>Publishes a build that was made against the contracts of an API.</summary>
    public void Publish(string build, Uri api, Dictionary<string, string> contracts) => (_build, _page) = (build, $$"""
        <!doctype html><meta charset="utf-8"><meta name="evenkeel-build" content="{{build}}"><title>{{build}}</title>
        <form><textarea name="note" aria-label="Note"></textarea></form>
        <script type="module">
          import { createClient } from "/client.js";
          globalThis.keel = createClient({
            baseUrl: "{{api.GetLeftPart(UriPartial.Authority)}}",
            headers: () => ({ Authorization: "Bearer anna" }),
            deployment: { contracts: {{JsonSerializer.Serialize(contracts)}} },
          });
        </script>
        """);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private void Map(WebApplication app)
    {
        var runtime = Path.Combine(Repository.Root, "web", "client", "dist", "client.js");
        app.MapGet("/", (HttpContext http) => Answer(http, _page, "text/html"));
        app.MapGet("/evenkeel.json", (HttpContext http) => Answer(http, JsonSerializer.Serialize(new { evenkeel = 1, build = _build }), "application/json"));
        app.MapGet("/client.js", () => Results.File(runtime, "text/javascript"));
    }

    private static IResult Answer(HttpContext http, string text, string type)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Text(text, type);
    }
}
