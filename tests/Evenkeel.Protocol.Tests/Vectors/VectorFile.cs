using System.Text.Json;
using Evenkeel.TestBed;

namespace Evenkeel.Protocol.Tests.Vectors;

/// <summary>The golden files that the tests of both languages read.</summary>
internal static class VectorFile
{
    /// <summary>The cases of <c>protocol/vectors/{name}.json</c>.</summary>
    public static List<JsonElement> Cases(string name)
    {
        var file = Read($"vectors/{name}.json");
        Assert.Equal(ProtocolVersion.Current, file.GetProperty("version").GetInt32());
        List<JsonElement> cases = [.. file.GetProperty("cases").EnumerateArray()];
        Assert.NotEmpty(cases);
        return cases;
    }

    /// <summary>A file of the folder <c>protocol/</c>.</summary>
    public static JsonElement Read(string path) => JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "protocol", path)));

    /// <summary>A member as text, or null when it is absent or null.</summary>
    public static string? Text(this JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Checks every case and names all that fail.</summary>
    public static void CheckAll(IEnumerable<JsonElement> cases, Action<JsonElement> check)
    {
        List<string> failures = [];
        foreach (var each in cases)
        {
            try
            {
                check(each);
            }
            catch (Exception error)
            {
                failures.Add($"{each.GetRawText()[..Math.Min(300, each.GetRawText().Length)]}\n    {error.Message}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }
}
