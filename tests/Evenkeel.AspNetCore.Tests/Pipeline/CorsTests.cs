using System.Text.RegularExpressions;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.TestBed;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Pipeline;

/// <summary>The policy that docs/adopt.md gives for a page of another origin lets through what a runtime sends and reads.</summary>
public sealed partial class CorsTests
{
    private const string Origin = "https://app.example";

    // What browser code sets on a request, beside what needs no permission: web/client/src/network/request.ts.
    private static readonly string[] Sent = ["authorization", "content-type", "evenkeel-protocol", "evenkeel-deployment", "evenkeel-contract", "evenkeel-scope", "evenkeel-seen", "evenkeel-draft", "idempotency-key", "if-match", "if-none-match", "last-event-id", "x-requested-with"];

    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "adopt.md"));

    [Theory]
    [InlineData("/notes")]
    [InlineData("/_evenkeel/outbox")]
    public async Task A_page_of_another_origin_may_send_what_a_runtime_sends(string path)
    {
        await using var app = await StartAsync();
        var preflight = await app.SendAsync(new Call
        {
            Method = "OPTIONS",
            Path = path,
            FromRuntime = false,
            Headers = new Dictionary<string, string>
            {
                ["Origin"] = Origin, ["Access-Control-Request-Method"] = "POST", ["Access-Control-Request-Headers"] = string.Join(',', Sent),
            },
        });
        Assert.Equal((204, Origin), (preflight.Status, preflight.Headers["Access-Control-Allow-Origin"]));
        Assert.Empty(Sent.Except(Names(preflight.Headers["Access-Control-Allow-Headers"])));
    }

    [Fact]
    public async Task It_may_read_every_header_of_the_protocol()
    {
        await using var app = await StartAsync();
        var call = new Call { Path = "/notes", Id = Call.NewId(), Body = NewNote.Json("a"), Headers = new Dictionary<string, string> { ["Origin"] = Origin } };
        await app.SendAsync(call);
        var replay = await app.SendAsync(call);
        var exposed = Names(replay.Headers["Access-Control-Expose-Headers"]);
        Assert.True(replay.Replayed);
        Assert.Empty(replay.Headers.Keys.Where(IsRead).Select(name => name.ToLowerInvariant()).Except(exposed));
        Assert.Empty(typeof(Protocol.KeelHeaders).GetFields().Select(field => ((string)field.GetValue(null)!).ToLowerInvariant()).Except(exposed).Except(["idempotency-key", "evenkeel-contract", "evenkeel-draft"]));
    }

    private static bool IsRead(string name) => name.StartsWith("Evenkeel-", StringComparison.Ordinal) || name is "ETag" or "Location" or "Retry-After";

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(NotesApi.Map, new TestAppOptions
    {
        Services = static builder => builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(Origin).AllowAnyMethod().AllowCredentials().WithHeaders(Listed("WithHeaders")).WithExposedHeaders(Listed("WithExposedHeaders")))),
        Pipeline = static app =>
        {
            app.UseCors();
            app.UseEvenkeel();
        },
    });

    private static string[] Names(string list) => [.. list.Split(',').Select(name => name.Trim().ToLowerInvariant())];

    private static string[] Listed(string method) =>
        [.. Quoted().Matches(Regex.Match(Page, $@"\.{method}\((?<names>[^)]*)\)").Groups["names"].Value).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex("\"(?<name>[^\"]+)\"")]
    private static partial Regex Quoted();
}
