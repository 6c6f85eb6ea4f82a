using Evenkeel.AspNetCore.Drafts;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Builder;

namespace Evenkeel.AspNetCore.Tests.Drafts;

/// <summary>An application with drafts, and a browser's calls of them.</summary>
internal static class DraftApp
{
    public static Task<TestApp> StartAsync(Action<WebApplication>? map = null, Action<DraftOptions>? configure = null, TestAppOptions? options = null)
    {
        options ??= new TestAppOptions();
        return TestApp.StartAsync(map ?? NotesApi.Map, options with
        {
            Services = builder =>
            {
                options.Services(builder);
                builder.AddEvenkeel().AddDrafts(configure);
            },
        });
    }

    public static string Body(string values, string by = "tab1", string form = "null") => $$"""{"by":"{{by}}","form":{{form}},"values":{{values}}}""";

    public static Call Save(string key, long follows, string values, string by = "tab1") => Put(key, $"\"{follows}\"", Body(values, by));

    public static Call Put(string key, string? ifMatch, string body) => new()
    {
        Method = "PUT",
        Path = $"/_evenkeel/drafts/{key}",
        Body = body,
        Headers = ifMatch is null ? [] : new Dictionary<string, string> { ["If-Match"] = ifMatch },
    };

    public static Call Read(string key) => new() { Method = "GET", Path = $"/_evenkeel/drafts/{key}" };

    public static Call Discard(string key, long revision) =>
        new() { Method = "DELETE", Path = $"/_evenkeel/drafts/{key}", Headers = new Dictionary<string, string> { ["If-Match"] = $"\"{revision}\"" } };

    /// <summary>A command that consumes a draft.</summary>
    public static Call Command(string path, string consumes, string text = "a", string? id = null) =>
        new() { Path = path, Id = id ?? Call.NewId(), Body = NewNote.Json(text), Headers = new Dictionary<string, string> { [KeelHeaders.Draft] = consumes } };

    /// <summary>Revision and values of a draft; values are null where there is none.</summary>
    public static async Task<(long Revision, string? Values)> DraftAsync(this TestApp app, string key, string? user = "alice")
    {
        var answer = await app.SendAsync(Read(key) with { User = user });
        return (answer.Json.GetProperty("rev").GetInt64(), answer.Status == 200 ? answer.Json.GetProperty("values").GetRawText() : null);
    }

    public static async Task SaveAsync(this TestApp app, string key, params string[] values)
    {
        var follows = (await app.DraftAsync(key)).Revision;
        foreach (var each in values)
        {
            var answer = await app.SendAsync(Save(key, follows++, each));
            Assert.True(answer.Status == 200, $"{answer.Status}: {answer.Text}");
        }
    }
}
