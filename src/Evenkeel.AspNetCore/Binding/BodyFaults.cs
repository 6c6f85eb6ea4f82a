using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Binding;

/// <summary>
/// Says which fields of a body a command could not read, and why. The framework says it only in development, and with the names of the application's types; so the body is read a second
/// time, after it was refused.
/// </summary>
internal static class BodyFaults
{
    /// <summary>The field that stands for the whole body.</summary>
    public const string Whole = "$";

    private const int MaxNamed = 10;

    /// <summary>Whether an endpoint reads JSON; uploads are not to be kept for a second reading.</summary>
    public static bool CanTell(IAcceptsMetadata accepts) => accepts.RequestType is not null && accepts.ContentTypes.Any(type => type.EndsWith("json", StringComparison.OrdinalIgnoreCase));

    /// <param name="request">The request, whose body can be rewound.</param>
    /// <param name="accepts">What the endpoint reads.</param>
    /// <returns>Sentences by field; null: the body can be read, or is nothing that can be told about.</returns>
    public static async Task<Dictionary<string, string[]>?> FindAsync(HttpRequest request, IAcceptsMetadata accepts)
    {
        if (request.ContentType is null)
        {
            return NoneSent(accepts);
        }

        if (accepts.RequestType is not { } type || !request.Body.CanSeek || !request.HasJsonContentType() || !IsUtf8(request))
        {
            return null;
        }

        var options = request.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var cancel = request.HttpContext.RequestAborted;
        try
        {
            request.Body.Position = 0;
            var value = await JsonSerializer.DeserializeAsync(request.Body, options.GetTypeInfo(type), cancel);
            return value is null && !accepts.IsOptional ? Of([(Whole, "A body is needed, and not null.")]) : null;
        }
        catch (JsonException) when (request.Body.Length == 0)
        {
            return NoneSent(accepts);
        }
        catch (JsonException error) when (error.InnerException is JsonException syntax)
        {
            var sentence = syntax.Message.Split(" LineNumber:")[0];
            return Of([(FieldOf(error.Path), $"This is no JSON at line {syntax.LineNumber + 1}, byte {syntax.BytePositionInLine + 1}: {sentence}")]);
        }
        catch (JsonException error)
        {
            using var json = await ReadAsync(request, options, cancel);
            return Of(Describe(error, BodyPlace.Find(options.GetTypeInfo(type), json?.RootElement ?? default, error.Path), options));
        }
    }

    /// <returns>Null: behind the field that stopped the reading it is no JSON either.</returns>
    private static async Task<JsonDocument?> ReadAsync(HttpRequest request, JsonSerializerOptions options, CancellationToken cancel)
    {
        try
        {
            request.Body.Position = 0;
            var reading = new JsonDocumentOptions { MaxDepth = options.MaxDepth, AllowTrailingCommas = options.AllowTrailingCommas, CommentHandling = options.ReadCommentHandling };
            return await JsonDocument.ParseAsync(request.Body, reading, cancel);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, string[]>? NoneSent(IAcceptsMetadata accepts) => accepts.IsOptional ? null : Of([(Whole, "A body is needed, and none was sent.")]);

    private static (string Field, string Sentence)[] Describe(JsonException error, BodyPlace place, JsonSerializerOptions options)
    {
        var field = FieldOf(error.Path);
        if (place is { Type.Kind: JsonTypeInfoKind.Object, Value: { ValueKind: JsonValueKind.Object } value })
        {
            var names = options.PropertyNameCaseInsensitive ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
            var sent = value.EnumerateObject().Select(property => property.Name).ToHashSet(names);
            var missing = place.Type.Properties.Where(property => property.IsRequired && !sent.Contains(property.Name)).Take(MaxNamed).ToArray();
            if (missing.Length > 0)
            {
                return [.. missing.Select(property => (field == Whole ? property.Name : $"{field}.{property.Name}", "This field is required."))];
            }
        }

        return [(field, place switch
        {
            { IsUnknown: true } => "There is no such field.",
            { Value.ValueKind: JsonValueKind.Null } => "This must not be null.",
            { Type: { } type } => ExpectedValue.Of(type) is { } expected ? $"This must be {expected}." : "This value cannot be read.",
            _ => "This value cannot be read.",
        })];
    }

    // $.contacts[2].email is to the sender contacts[2].email.
    private static string FieldOf(string? path) => path is null or Whole ? Whole : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path[1..];

    private static bool IsUtf8(HttpRequest request) =>
        request.GetTypedHeaders().ContentType?.Charset is not { HasValue: true } charset || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string[]> Of((string Field, string Sentence)[] faults) => faults.ToDictionary(fault => fault.Field, fault => new[] { fault.Sentence });
}
