using System.Globalization;
using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Contracts;

/// <summary>Bounds of numbers, lengths and counts.</summary>
internal static class SchemaRanges
{
    public static IEnumerable<SchemaDifference> Compare(SchemaCase sent, string keyword, JsonNode? value, string path)
    {
        var limit = value!.GetValue<double>();
        if (keyword is "minimum" or "minLength" or "minItems" or "exclusiveMinimum")
        {
            var exclusive = keyword == "exclusiveMinimum";
            var inside = Least(sent, keyword) is var (least, open) && (least > limit || (least == limit && (open || !exclusive)));
            return inside ? [] : [Difference(keyword, limit, path)];
        }
        else
        {
            var exclusive = keyword == "exclusiveMaximum";
            var inside = Most(sent, keyword) is var (most, open) && (most < limit || (most == limit && (open || !exclusive)));
            return inside ? [] : [Difference(keyword, limit, path)];
        }
    }

    private static (double Value, bool Open) Least(SchemaCase sent, string keyword)
    {
        var isNumber = keyword is "minimum" or "exclusiveMinimum";
        var closed = sent.All(isNumber ? "minimum" : keyword).Select(each => (each.GetValue<double>(), false));
        var open = isNumber ? sent.All("exclusiveMinimum").Select(each => (each.GetValue<double>(), true)) : [];
        return closed.Concat(open).Append((isNumber ? double.NegativeInfinity : 0, false)).Max();
    }

    private static (double Value, bool Open) Most(SchemaCase sent, string keyword)
    {
        var isNumber = keyword is "maximum" or "exclusiveMaximum";
        var closed = sent.All(isNumber ? "maximum" : keyword).Select(each => (each.GetValue<double>(), true));
        var open = isNumber ? sent.All("exclusiveMaximum").Select(each => (each.GetValue<double>(), false)) : [];
        var (value, isClosed) = closed.Concat(open).Append((double.PositiveInfinity, true)).Min();
        return (value, !isClosed);
    }

    private static SchemaDifference Difference(string keyword, double limit, string path) =>
        new(ContractRules.Range, path, string.Create(CultureInfo.InvariantCulture, $"may exceed {keyword} {limit}"));
}
