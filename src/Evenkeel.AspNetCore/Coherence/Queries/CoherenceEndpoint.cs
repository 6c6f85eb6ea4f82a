using System.Text.Json.Nodes;
using Evenkeel.AspNetCore.Coherence.Model;
using Evenkeel.AspNetCore.Coherence.Tags;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary><c>GET /_evenkeel/coherence</c>: what each cached query depends on, how often it was answered from memory, and why not.</summary>
internal sealed class CoherenceEndpoint(CachedQueries queries, ChangeHistory history, IOptions<CacheOptions> options, IHostEnvironment environment)
{
    public Task HandleAsync(HttpContext http)
    {
        if (!(options.Value.IsCoherencePublic ?? environment.IsDevelopment()))
        {
            return RefuseAsync(http);
        }

        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(new JsonObject { ["queries"] = new JsonArray([.. queries.All.Select(Describe)]) }, http.RequestAborted);
    }

    public static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private JsonObject Describe(CachedQuery query)
    {
        var (record, fills) = (query.Record, query.Record.Recent);
        var last = fills.Select(each => each.Change ?? each.LastChange).OfType<RecordedChange>().MaxBy(each => each.Sequence);
        return new JsonObject
        {
            ["route"] = query.Route,
            ["keptFor"] = query.Owner switch { AnswerOwner.Everyone => "everyone", AnswerOwner.Tenant => "tenant", _ => "user" },
            ["variesBy"] = new JsonArray([.. query.Headers.Select(each => (JsonNode)each)]),
            ["hits"] = record.Hits,
            ["misses"] = record.Misses,
            ["fills"] = record.Fills,
            ["passes"] = record.Passes,
            ["dependsOn"] = new JsonArray([.. fills.SelectMany(each => each.Tags).Select(tag => Readable(tag.Name)).Distinct().Order(StringComparer.Ordinal).Select(each => (JsonNode)each)]),
            ["lastInvalidated"] = last is null ? null : Describe(last),
        };
    }

    private JsonObject Describe(RecordedChange change)
    {
        var known = history.Of(change.Sequence);
        return new JsonObject { ["because"] = Readable(change.Tag), ["by"] = known?.Origin, ["at"] = known?.At.ToString("O") };
    }

    private static string Readable(string tag) => tag switch
    {
        TagNames.AnyTable => "every table",
        _ when tag.StartsWith(TagNames.Table(""), StringComparison.Ordinal) => $"table {tag[TagNames.Table("").Length..]}",
        _ when tag.StartsWith(TagNames.Bulk(""), StringComparison.Ordinal) => $"rows of {tag[TagNames.Bulk("").Length..]} changed in bulk",
        _ => tag,
    };
}
