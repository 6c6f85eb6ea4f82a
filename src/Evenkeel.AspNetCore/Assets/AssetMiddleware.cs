using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>
/// Files of this release and of earlier builds, and the page for navigations. What nobody has is 404, what a retired build had is 410, and neither is ever HTML or kept by a cache.
/// </summary>
internal sealed class AssetMiddleware(
    RequestDelegate next, AssetCatalog catalog, ReleaseAssets release, StoreChoice choice, ProblemWriter problems, IOptions<AssetOptions> options, ILogger<AssetMiddleware> log)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not null || !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
        {
            return next(http);
        }

        return AssetPath.Of(http.Request) switch
        {
            null => MissAsync(http),
            WorkerSwitch.Path when !options.Value.ServiceWorker => WorkerSwitch.SendAsync(http),
            var path => AnswerAsync(http, path),
        };
    }

    private async Task AnswerAsync(HttpContext http, string path)
    {
        try
        {
            if (!await TrySendAsync(http, path, catalog.Index))
            {
                await (AssetPath.HasExtension(path) ? AnswerUnknownAsync(http, path) : AnswerPageAsync(http));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            log.StoreUnreachable(error, path);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.RetryAfter = "1";
        }
    }

    private async Task<bool> TrySendAsync(HttpContext http, string path, AssetIndex index)
    {
        if (index.Hash(path) is { } hash)
        {
            // The release's own file may be there when the store's is not, and has the same bytes.
            var content = OwnContent(path, hash) ?? await choice.Store.OpenAsync(hash, http.RequestAborted);
            if (content is null)
            {
                return false;
            }

            await AssetAnswer.SendHashedAsync(http, path, hash, content);
            return true;
        }

        if (release.Find(path) is not { } file)
        {
            return false;
        }

        await AssetAnswer.SendCheckedAsync(http, path, file);
        return true;
    }

    private Stream? OwnContent(string path, string hash) =>
        release.Manifest?.Files.GetValueOrDefault(path) == hash ? release.Find(path)?.CreateReadStream() : null;

    private async Task AnswerUnknownAsync(HttpContext http, string path)
    {
        var index = await catalog.RefreshAsync(http.RequestAborted);
        if (index.IsRetired(path))
        {
            await problems.WriteAsync(http, ProblemCodes.AssetRetired);
        }
        else if (!await TrySendAsync(http, path, index))
        {
            await MissAsync(http);
        }
    }

    // Something further on may have it: other folders of files, a branch.
    private async Task MissAsync(HttpContext http)
    {
        await next(http);
        if (http.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound, ContentType: null })
        {
            await problems.WriteAsync(http, ProblemCodes.NotFound);
        }
    }

    private Task AnswerPageAsync(HttpContext http)
    {
        var shell = options.Value.Shell;
        return IsNavigation(http.Request) && release.Find(shell) is { } page ? AssetAnswer.SendCheckedAsync(http, shell, page) : next(http);
    }

    private bool IsNavigation(HttpRequest request) =>
        (request.Path == "/" || request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        && !request.Path.StartsWithSegments("/_evenkeel")
        && !options.Value.NeverShell.Any(path => request.Path.StartsWithSegments(path));
}
