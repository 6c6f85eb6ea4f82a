using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Evenkeel.AspNetCore.Contracts;

/// <summary>The validation attributes that JSON Schema has words for. The framework's exporter leaves them out.</summary>
internal static class SchemaConstraints
{
    /// <summary>The attributes of a property, and those of the record's parameter that it is made of.</summary>
    public static IEnumerable<Attribute> Of(JsonPropertyInfo property) =>
        new[] { property.AttributeProvider, property.AssociatedParameter?.AttributeProvider }.SelectMany(Of);

    public static IEnumerable<Attribute> Of(ICustomAttributeProvider? place) => place?.GetCustomAttributes(inherit: true).OfType<Attribute>() ?? [];

    public static void Add(JsonObject schema, params IReadOnlyList<Attribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            switch (attribute)
            {
                case RangeAttribute range:
                    Number(schema, range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum", range.Minimum);
                    Number(schema, range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum", range.Maximum);
                    break;
                case StringLengthAttribute length:
                    Length(schema, length.MinimumLength, length.MaximumLength);
                    break;
                case LengthAttribute length:
                    Length(schema, length.MinimumLength, length.MaximumLength);
                    break;
                case MinLengthAttribute length:
                    Length(schema, length.Length, -1);
                    break;
                case MaxLengthAttribute length:
                    Length(schema, 0, length.Length);
                    break;
                case RegularExpressionAttribute text:
                    schema["pattern"] = $"^(?:{text.Pattern})$";
                    break;
                case AllowedValuesAttribute allowed when allowed.Values.All(each => each is string):
                    schema["enum"] = new JsonArray([.. allowed.Values.Select(each => JsonValue.Create((string)each!))]);
                    break;
            }
        }
    }

    /// <summary>What <c>[Required]</c> says of a type's properties: it must be sent, and must not be null.</summary>
    public static void Require(JsonTypeInfo type, JsonObject schema)
    {
        if (schema["properties"] is not JsonObject properties)
        {
            return;
        }

        foreach (var property in type.Properties.Where(each => properties.ContainsKey(each.Name) && Of(each).OfType<RequiredAttribute>().Any()))
        {
            var required = schema["required"] as JsonArray;
            schema["required"] ??= required = [];
            if (!required!.Any(each => each!.GetValue<string>() == property.Name))
            {
                required!.Add(property.Name);
            }

            if (properties[property.Name] is JsonObject own)
            {
                Exclude(own, "null");
            }
        }
    }

    /// <summary>Takes one of several types out.</summary>
    public static void Exclude(JsonObject schema, string type)
    {
        if (schema["type"] is JsonArray types && types.FirstOrDefault(each => each!.GetValue<string>() == type) is { } excluded && types.Count > 1)
        {
            types.Remove(excluded);
            schema["type"] = types.Count == 1 ? types[0]!.DeepClone() : types.DeepClone();
        }
    }

    private static void Number(JsonObject schema, string keyword, object bound)
    {
        // Ranges of dates and other comparable types have no word in JSON Schema.
        if (bound is int or double && double.IsFinite(Convert.ToDouble(bound, CultureInfo.InvariantCulture)))
        {
            schema[keyword] = JsonValue.Create(Convert.ToDecimal(Math.Clamp(Convert.ToDouble(bound, CultureInfo.InvariantCulture), -1e27, 1e27)));
        }
        else if (bound is string text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            schema[keyword] = JsonValue.Create(number);
        }
    }

    private static void Length(JsonObject schema, int least, int most)
    {
        var word = IsOf(schema, "array") ? "Items" : IsOf(schema, "object") ? "Properties" : "Length";
        if (least > 0)
        {
            schema[$"min{word}"] = least;
        }

        if (most >= 0)
        {
            schema[$"max{word}"] = most;
        }
    }

    private static bool IsOf(JsonObject schema, string type) => schema["type"] switch
    {
        JsonArray types => types.Any(each => each!.GetValue<string>() == type),
        JsonValue one => one.GetValue<string>() == type,
        _ => false,
    };
}
