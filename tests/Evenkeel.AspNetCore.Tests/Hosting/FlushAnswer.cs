using System.Text.Json;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>The answer of a flush: its lines in order, the closing one apart.</summary>
public sealed record FlushAnswer(Answer Http)
{
    private readonly JsonElement[] _all = [.. Http.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    public IReadOnlyList<JsonElement> Lines => _all[..^1];

    public int End => _all[^1].GetProperty("end").GetInt32();

    public int[] Statuses => [.. Lines.Select(line => line.GetProperty("status").GetInt32())];

    public void AssertStatuses(params int[] expected) => Assert.True(expected.SequenceEqual(Statuses), $"{string.Join(' ', expected)} expected:\n{Http.Text}");

    /// <summary>The problem code of a line, or null when its answer is no problem.</summary>
    public string? Error(int line) =>
        Lines[line].TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object && body.TryGetProperty("error", out var code) ? code.GetString() : null;

    public bool Replayed(int line) => Lines[line].TryGetProperty("replayed", out var replayed) && replayed.GetBoolean();
}
