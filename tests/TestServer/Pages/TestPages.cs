using Microsoft.Extensions.FileProviders;

namespace Evenkeel.TestServer.Pages;

/// <summary>
/// A blank page at <c>/</c>, one at <c>/runtime</c> that puts the browser runtime into <c>globalThis.evenkeel</c>, and the files of <c>--files</c> below
/// <c>/files</c>. All under the strictest content security policy that the runtime promises to live with.
/// </summary>
internal static class TestPages
{
    private const string Policy = "default-src 'self'";
    private const string Head = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Test page</title>";

    public static void MapPages(this WebApplication app, string? files)
    {
        app.MapGet("/", (HttpContext http) => Page(http, Head + "</head><body></body></html>"));
        app.MapGet("/runtime", (HttpContext http) => Page(http, Head + "<script type=\"module\" src=\"/runtime.js\"></script></head><body></body></html>"));
        app.MapGet("/runtime.js", () => Results.Text("import * as evenkeel from \"/_evenkeel/client.js\";\nglobalThis.evenkeel = evenkeel;\n", "text/javascript"));
        app.MapGet("/favicon.ico", () => Results.NoContent());
        if (files is not null)
        {
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(Path.GetFullPath(files)),
                RequestPath = "/files",
                OnPrepareResponse = served => served.Context.Response.Headers.ContentSecurityPolicy = Policy,
            });
        }
    }

    private static IResult Page(HttpContext http, string html)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Content(html, "text/html; charset=utf-8");
    }
}
