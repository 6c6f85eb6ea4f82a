using System.Text.Json;

namespace Evenkeel.Browser.Tests.Crm.Api;

public sealed record CrmAnswer(int Status, JsonElement Body)
{
    public string? Problem => Member("error")?.GetString();

    /// <summary>The fields that were refused, in order of their names.</summary>
    public IReadOnlyList<string> Fields =>
        Member("errors") is { } errors ? [.. errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)] : [];

    public override string ToString() => $"{Status} {Body}";

    private JsonElement? Member(string name) =>
        Body.ValueKind is JsonValueKind.Object && Body.TryGetProperty(name, out var member) ? member : null;
}
