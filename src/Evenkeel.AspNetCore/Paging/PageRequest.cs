using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>
/// Which part of a list is wanted. As a parameter of a minimal API's handler or of a controller's action it binds itself from the query string: <c>pageSize</c>, <c>after</c>,
/// <c>before</c> and <c>total=true</c>; what cannot be read, or is over the limit, is answered with 400 before the handler runs. Immutable.
/// </summary>
/// <remarks>
/// One made by hand, for a job that walks through a table, has no limit but the reader's memory, belongs to no user, and its cursors end with the process.
/// </remarks>
[ModelBinder(typeof(PageModelBinder))]
public sealed record PageRequest : IEndpointParameterMetadataProvider
{
    /// <summary>How many rows at most.</summary>
    /// <value>1 or more; bound from a request at most <see cref="PagingOptions.MaxPageSize"/>, or what <see cref="PageSizeAttribute"/> says. Null: the default of the endpoint, 50 unless an option says otherwise.</value>
    public int? Size { get; init; }

    /// <summary>The rows behind this cursor, a <see cref="Page{T}.Next"/> of the same list.</summary>
    /// <value>Null, and <see cref="Before"/> too: from the beginning.</value>
    public string? After { get; init; }

    /// <summary>The rows just in front of this cursor, a <see cref="Page{T}.Previous"/> of the same list. Not together with <see cref="After"/>.</summary>
    public string? Before { get; init; }

    /// <summary>Whether all rows of the list are counted too, which costs a query of its own that looks at each of them.</summary>
    /// <value>Default false.</value>
    public bool WithTotal { get; init; }

    /// <summary>What the request brought beside it. Null: made by hand.</summary>
    internal PageSource? Source { get; init; }

    /// <summary>Reads a request; called by the framework.</summary>
    /// <param name="http">The request.</param>
    /// <param name="parameter">The handler's parameter.</param>
    /// <exception cref="InvalidOperationException"><c>AddEvenkeel</c> was not called, or the signed-in user has no id.</exception>
    public static async ValueTask<PageRequest?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(http);
        return await PageBinder.Of(http).BindAsync(http, http.GetEndpoint()?.Metadata.GetMetadata<PageSizeAttribute>());
    }

    /// <summary>Tells the framework of the parameters in the query string, and how a refused one is answered.</summary>
    /// <param name="parameter">The handler's parameter.</param>
    /// <param name="builder">The endpoint.</param>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new PagedMetadata());
        builder.FilterFactories.Add(PageFilter.Make);
    }
}
