using System.Globalization;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Makes a page's request of the query string. What is wrong with it is kept in it, for the endpoint's filter to answer.</summary>
internal sealed class PageBinder(IOptions<PagingOptions> options, CallerResolver callers, ISigningKeys keys)
{
    public static PageBinder Of(HttpContext http) => http.RequestServices.GetService<PageBinder>()
        ?? throw new InvalidOperationException("Call builder.AddEvenkeel() before a handler takes a PageRequest.");

    public async ValueTask<PageRequest> BindAsync(HttpContext http, PageSizeAttribute? endpoint)
    {
        var limits = PageLimits.Of(options.Value, endpoint);
        var query = http.Request.Query;
        var (size, after, before, total) = (query[PageParameters.Size], query[PageParameters.After], query[PageParameters.Before], query[PageParameters.Total]);
        var refusal = RefusalOf(size, after, before, total, limits);
        return new PageRequest
        {
            Size = refusal is null && size.Count == 1 ? Number(size) : limits.Default,
            After = after.Count == 0 ? null : after.ToString(),
            Before = before.Count == 0 ? null : before.ToString(),
            WithTotal = Flag(total) == true,
            Source = new PageSource
            {
                Limits = limits,
                Scope = callers.Resolve(http).Scope,
                // Before the handler has begun a transaction that the first writing of the key would wait for.
                Key = refusal is null ? await keys.GetAsync(Cursor.Purpose, http.RequestAborted) : [],
                Refusal = refusal,
            },
        };
    }

    private static PageRefusedException? RefusalOf(StringValues size, StringValues after, StringValues before, StringValues total, PageLimits limits)
    {
        if (size.Count > 0 && (Number(size) is not { } number || number < 1 || number > limits.Max))
        {
            return PageRefusedException.Size(limits.Max);
        }

        if (after.Count > 0 && before.Count > 0)
        {
            return PageRefusedException.BothWays();
        }

        if (after.Count > 1 || before.Count > 1)
        {
            return PageRefusedException.Cursor(after.Count > 1 ? PageParameters.After : PageParameters.Before);
        }

        return total.Count > 0 && Flag(total) is null ? PageRefusedException.Total() : null;
    }

    private static int? Number(StringValues text) =>
        text.Count == 1 && int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool? Flag(StringValues text) => text.Count == 1 && bool.TryParse(text.ToString(), out var flag) ? flag : null;
}
