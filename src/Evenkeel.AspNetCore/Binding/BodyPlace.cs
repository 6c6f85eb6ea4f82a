using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Evenkeel.AspNetCore.Binding;

/// <summary>A place in a body: what was sent there, and what is read there.</summary>
internal sealed partial record BodyPlace
{
    /// <summary>What is read there; null where it is not known, as behind a converter of the application's.</summary>
    public JsonTypeInfo? Type { get; private init; }

    /// <summary>What was sent there; null where there is nothing.</summary>
    public JsonElement? Value { get; private init; }

    /// <summary>The last name of the path is none that is read.</summary>
    public bool IsUnknown { get; private init; }

    /// <param name="type">What the whole body is read as.</param>
    /// <param name="body">The body.</param>
    /// <param name="path">The place as the serializer names it: <c>$.contacts[2]['e.mail']</c>.</param>
    public static BodyPlace Find(JsonTypeInfo type, JsonElement body, string? path)
    {
        var place = new BodyPlace { Type = type, Value = body };
        foreach (Match step in Steps().Matches(path ?? ""))
        {
            place = step.Groups["index"] is { Success: true } index
                ? place.At(int.Parse(index.ValueSpan, CultureInfo.InvariantCulture))
                : place.At(step.Groups["name"].Success ? step.Groups["name"].Value : step.Groups["quoted"].Value);
        }

        return place;
    }

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\[(?<index>\d+)\]|\['(?<quoted>[^']*)'\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Steps();

    private BodyPlace At(int index) => new()
    {
        Type = Type is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } ? Type.Options.GetTypeInfo(element) : null,
        Value = Value is { ValueKind: JsonValueKind.Array } array && index < array.GetArrayLength() ? array[index] : null,
    };

    private BodyPlace At(string name)
    {
        var read = Type switch
        {
            { Kind: JsonTypeInfoKind.Object } => Type.Properties.FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.PropertyType,
            { Kind: JsonTypeInfoKind.Dictionary } => Type.ElementType,
            _ => null,
        };
        return new BodyPlace
        {
            Type = read is null ? null : Type!.Options.GetTypeInfo(read),
            IsUnknown = read is null && Type is { Kind: JsonTypeInfoKind.Object, PolymorphismOptions: null },
            Value = Value is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var found) ? found : null,
        };
    }
}
