namespace Crm.Hosting;

/// <summary>The built single-page application: hashed assets are kept for ever, the page itself never.</summary>
public static class FrontEnd
{
    private const string NotBuilt = "The front end is not built yet: npm install && npm run build -w @evenkeel/sample-crm";

    /// <summary>
    /// Files of the build, and the page for navigations that no endpoint answers. An address of the API or of a file that is
    /// missing is 404, never HTML.
    /// </summary>
    public static void UseFrontEnd(this WebApplication app)
    {
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
        app.Use((http, next) =>
            http.GetEndpoint() is null && IsNavigation(http.Request) ? SendPageAsync(http, app.Environment) : next(http));
    }

    private static Task SendPageAsync(HttpContext http, IWebHostEnvironment environment)
    {
        var page = environment.WebRootFileProvider.GetFileInfo("index.html");
        if (!page.Exists)
            return TypedResults.Text(NotBuilt, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(http);

        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Stream(page.CreateReadStream(), "text/html; charset=utf-8").ExecuteAsync(http);
    }

    private static bool IsNavigation(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && (request.Path == "/" || request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        && !request.Path.StartsWithSegments("/api")
        && !request.Path.StartsWithSegments("/_evenkeel")
        && !Path.HasExtension(request.Path);
}
