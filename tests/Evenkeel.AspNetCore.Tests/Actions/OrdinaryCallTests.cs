using System.Text.RegularExpressions;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Tests.Actions;

/// <summary>A call without any header of Evenkeel: by the byte what the same application answers without Evenkeel.</summary>
public sealed partial class OrdinaryCallTests
{
    private static readonly (string Method, string Path, string? Body)[] Calls =
    [
        ("POST", "/notes", NewNote.Json("a")),
        ("POST", "/notes", NewNote.Json("a")),
        ("POST", "/notes", "{"),
        ("POST", "/notes", "{\"text\":7}"),
        ("POST", "/notes", null),
        ("POST", "/conflict", NewNote.Json("kept")),
        ("POST", "/throw", NewNote.Json("kept")),
        ("POST", "/redirect", null),
        ("POST", "/empty", null),
        ("POST", "/stream", null),
        ("POST", "/secret", null),
        ("POST", "/policy", null),
        ("POST", "/nothing", null),
        ("GET", "/notes", null),
        ("GET", "/list", null),
        ("HEAD", "/list", null),
        ("POST", "/list", null),
        ("GET", "/list?q=%26#x", null),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Adopted_endpoints_answer_by_the_byte_what_they_answered_before(bool asGroup)
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            var group = asGroup ? app.MapGroup("").AsCommands().AsQueries() : app.MapGroup("");
            Map(
                group,
                (pattern, handler) => asGroup ? group.MapPost(pattern, handler) : group.MapPost(pattern, handler).AsCommand(),
                (pattern, handler) => asGroup ? group.MapGet(pattern, handler) : group.MapGet(pattern, handler).AsQuery());
        });
        await using var plain = await StartPlainAsync();
        foreach (var (method, path, body) in Calls)
        {
            var (expected, actual) = (await SendAsync(plain.Uri, method, path, body), await SendAsync(app.Http.BaseAddress!, method, path, body));
            Assert.Equal($"{method} {path}\n{expected}", $"{method} {path}\n{actual}");
        }

        Assert.Equal(plain.Database.Notes, app.Database.Notes);
        Assert.Equal(0, app.Database.LedgerRows);
    }

    [Fact]
    public async Task Commands_and_queries_differ_only_in_that_no_cache_keeps_them_they_name_their_build_and_errors_have_a_body()
    {
        await using var app = await TestApp.StartAsync(app => Map(app, (pattern, handler) => app.MapCommand(pattern, handler), (pattern, handler) => app.MapQuery(pattern, handler)));
        await using var plain = await StartPlainAsync();
        foreach (var (method, path, body) in Calls.Where(call => call.Path is not "/throw"))
        {
            var (expected, actual) = (await SendAsync(plain.Uri, method, path, body), await SendAsync(app.Http.BaseAddress!, method, path, body));
            if (!actual.Contains("Content-Type: application/problem+json", StringComparison.Ordinal))
            {
                Assert.Equal($"{method} {path}\n{expected}", $"{method} {path}\n{Added().Replace(actual, "")}");
                continue;
            }

            Assert.Contains("Content-Length: 0\r\n", expected);
            Assert.Equal(expected.Split("\r\n")[0], actual.Split("\r\n")[0]);
            Assert.Contains("Cache-Control: no-store", actual);
        }

        Assert.Equal(0, app.Database.LedgerRows);
    }

    [GeneratedRegex(@"(Cache-Control: no-store|Evenkeel-Deployment: \S+; epoch=\d+)\r\n")]
    private static partial Regex Added();

    [Fact]
    public async Task A_command_without_an_id_takes_effect_each_time()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        Assert.Equal((201, 201), ((await app.PostAsync("/notes", null, NewNote.Json("a"))).Status, (await app.PostAsync("/notes", null, NewNote.Json("a"))).Status));
        Assert.Equal(["a", "a"], app.Database.Notes);
        Assert.Equal(0, app.Database.LedgerRows);
    }

    private static void Map(IEndpointRouteBuilder app, Func<string, Delegate, IEndpointConventionBuilder> command, Func<string, Delegate, IEndpointConventionBuilder> query)
    {
        command("/notes", NotesApi.AddAsync);
        command("/conflict", async (NewNote input, NotesDb db) =>
        {
            await db.AddAsync(input.Text);
            return Results.Conflict(new { input.Text });
        });
        command("/throw", async (NewNote input, NotesDb db) =>
        {
            await db.AddAsync(input.Text);
            throw new InvalidOperationException();
        });
        command("/redirect", () => Results.Redirect("/list"));
        command("/empty", () => Results.NoContent());
        command("/stream", async (HttpContext http) =>
        {
            await http.Response.WriteAsync("one\n");
            await http.Response.Body.FlushAsync();
            await http.Response.WriteAsync("two\n");
        });
        command("/secret", () => "secret").RequireAuthorization();
        command("/policy", () => "policy").RequireAuthorization("write");
        query("/list", (string? q) => new[] { "a", q });
    }

    private static async Task<string> SendAsync(Uri server, string method, string path, string? body) =>
        Date().Replace(await RawExchange.SendAsync(server, method, path, body, "Content-Type: application/json"), "Date: now");

    private static Task<PlainApp> StartPlainAsync() =>
        PlainApp.StartAsync(app => Map(app, (pattern, handler) => app.MapPost(pattern, handler), (pattern, handler) => app.MapGet(pattern, handler)));

    [GeneratedRegex("Date: [^\r]*")]
    private static partial Regex Date();
}
