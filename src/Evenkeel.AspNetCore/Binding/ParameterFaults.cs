using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Binding;

/// <summary>Says which parameters of a refused request could not be read, and what they take. The framework says it only in development, and with the names of the application's types.</summary>
internal static class ParameterFaults
{
    /// <returns>Sentences by parameter; null: all of them can be read.</returns>
    public static Dictionary<string, string[]>? Find(HttpRequest request, IReadOnlyList<BoundParameter> parameters)
    {
        Dictionary<string, string[]>? faults = null;
        foreach (var each in parameters)
        {
            if (SentenceOn(each, request) is { } sentence)
            {
                (faults ??= [])[each.Name] = [sentence];
            }
        }

        return faults;
    }

    private static string? SentenceOn(BoundParameter parameter, HttpRequest request)
    {
        var sent = parameter.In(request);
        if (sent.Count == 0)
        {
            return parameter.IsOptional ? null : "This parameter is required.";
        }

        var type = parameter.Type.IsArray ? parameter.Type.GetElementType()! : parameter.Type;
        if (sent.All(each => TextValue.CanBe(type, each ?? "")))
        {
            return null;
        }

        return ExpectedValue.InText(type) is { } expected ? $"This must be {expected}." : "This value cannot be read.";
    }
}
