using System.Text.Json;
using Evenkeel.Adoption.Tests.Exchanges;
using Evenkeel.Adoption.Tests.Hosting;
using Evenkeel.Protocol;

namespace Evenkeel.Adoption.Tests.Adopted;

/// <summary>Several operations in one request.</summary>
internal static class Flush
{
    public static string Line(Call call, string id) => JsonSerializer.Serialize(call.Body is null
        ? (object)new { id, method = call.Method, path = call.Path }
        : new { id, method = call.Method, path = call.Path, body = JsonElement.Parse(call.Body) });

    /// <returns>The answers, in the order of the lines.</returns>
    public static async Task<List<JsonElement>> SendAsync(SignedIn user, params string[] lines)
    {
        var flush = Call.Post("/_evenkeel/outbox", string.Join('\n', lines) + "\n") with { ContentType = "application/x-ndjson" };
        var answer = await user.SendAsync(flush.With(KeelHeaders.Protocol, "1"));
        Assert.Equal(200, answer.Status);
        var answers = answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(lines.Length, answers[^1].GetProperty("end").GetInt32());
        return answers[..^1];
    }

    public static IEnumerable<int> Statuses(this IEnumerable<JsonElement> answers) => answers.Select(answer => answer.GetProperty("status").GetInt32());

    public static IEnumerable<bool> Replays(this IEnumerable<JsonElement> answers) => answers.Select(answer => answer.TryGetProperty("replayed", out _));
}
