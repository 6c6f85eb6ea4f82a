using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Mvc;
using Evenkeel.Protocol.Problems;

namespace Evenkeel.AspNetCore.Tests.Forgery;

/// <summary>Whatever changes something, as the endpoint table has it, refuses what a page of another site sends under the user's cookie, and nothing else.</summary>
[Trait("Show", "5.9")]
public sealed class ForgedRequestTests : IAsyncLifetime
{
    // Present whatever else is mapped: the enumeration is not empty.
    private static readonly string[] Known =
    [
        "POST /native", "POST /native/sensitive", "POST /adopted", "POST /adopted/any", "DELETE /adopted/any", "POST /group", "POST /plain", "POST /notes", "POST /notes/foreign", "POST /notes/policy", "POST /whole", "DELETE /whole/1", "POST /whole/both",
        "POST /conventional/Conventional/Add", "DELETE /conventional/Conventional/Name", "POST /_evenkeel/outbox", "POST /_evenkeel/events", "POST /_evenkeel/version", "POST /_evenkeel/recoveries",
    ];

    private static readonly Dictionary<string, (string Name, string Value)[]> Foreign = new()
    {
        ["another site"] = [("Sec-Fetch-Site", "cross-site")],
        ["another site that claims the origin"] = [("Sec-Fetch-Site", "cross-site"), ("Origin", "{own}")],
        ["another host of the site"] = [("Sec-Fetch-Site", "same-site")],
        ["an older browser on another site"] = [("Origin", "https://evil.example")],
        ["no origin to speak of"] = [("Origin", "null")],
        ["another port"] = [("Origin", "http://127.0.0.1:1")],
        ["two origins"] = [("Origin", "{own}"), ("Origin", "{own}")],
        ["an unknown word"] = [("Sec-Fetch-Site", "same-planet"), ("Origin", "{own}")],
        ["another case"] = [("Sec-Fetch-Site", "Same-Origin")],
        ["nothing in it"] = [("Sec-Fetch-Site", ""), ("Origin", "{own}")],
        ["two words"] = [("Sec-Fetch-Site", "same-origin, cross-site")],
        ["the header twice"] = [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "same-origin")],
    };

    private TestApp _app = null!;

    public static TheoryData<string> Senders => new(Foreign.Keys);

    public async ValueTask InitializeAsync() => _app = await ForgeryApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public void The_endpoint_table_has_commands_of_every_kind() =>
        Assert.Empty(Known.Except(ForgeryApp.Targets(_app).Select(each => $"{each.Method} {each.Path}")));

    [Theory]
    [MemberData(nameof(Senders))]
    public async Task Nothing_that_changes_something_runs_for(string sender)
    {
        foreach (var (method, path) in ForgeryApp.Targets(_app))
        {
            var answer = await SendHeadAsync(method, path, sender);
            Assert.True(answer.StartsWith("HTTP/1.1 403 ", StringComparison.Ordinal) && answer.Contains($"\"error\":\"{ProblemCodes.Csrf}\"", StringComparison.Ordinal), $"{method} {path}, {sender}:\n{answer}");
            Assert.Contains("Content-Type: application/problem+json", answer);
        }

        Assert.Equal((0, 0), (_app.Database.Notes.Length, _app.Database.LedgerRows));
    }

    [Fact]
    public async Task Everything_answers_the_applications_own_page()
    {
        foreach (var (method, path) in ForgeryApp.Targets(_app))
        {
            await AssertServedAsync(method, path, call => call.Own(_app));
        }

        Assert.NotEmpty(_app.Database.Notes);
    }

    [Theory]
    [InlineData("neither header")]
    [InlineData("typed in by the user")]
    [InlineData("an older browser on its own page")]
    [InlineData("an older browser before a proxy that ends TLS")]
    [InlineData("a foreign page without a cookie")]
    public async Task Everything_answers(string sender)
    {
        var authority = _app.Http.BaseAddress!.Authority;
        foreach (var (method, path) in ForgeryApp.Targets(_app))
        {
            await AssertServedAsync(method, path, call => sender switch
            {
                "neither header" => call.Under(_app),
                "typed in by the user" => call.Under(_app, ("Sec-Fetch-Site", "none")),
                "an older browser on its own page" => call.Under(_app, ("Origin", $"http://{authority}")),
                "an older browser before a proxy that ends TLS" => call.Under(_app, ("Origin", "https://crm.example"), ("Host", "crm.example")),
                _ => call.With(("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example"), ("Authorization", "Bearer x")),
            });
        }
    }

    [Fact]
    public async Task A_flush_with_a_foreign_head_is_refused_before_its_body_and_so_are_its_lines()
    {
        var flush = new Call { Path = "/_evenkeel/outbox", ContentType = "application/x-ndjson" }.Under(_app);
        Assert.Contains("\"error\":\"csrf\"", await ForgeryApp.SendHeadAsync(_app, flush, ("Origin", "https://evil.example")));
        var whole = await _app.SendAsync((flush with { Body = Op.Line("/native", body: NewNote.Json("a")) + "\n" }).With(("Sec-Fetch-Site", "cross-site")));
        Assert.Equal((403, ProblemCodes.Csrf), (whole.Status, whole.Error));
        Assert.Empty(_app.Database.Notes);
        (await _app.FlushAsync([Op.Line("/native", body: NewNote.Json("a"))], call => call.Own(_app))).AssertStatuses(201);
    }

    [Fact]
    public async Task What_took_effect_is_not_told_either_and_a_refused_one_can_still_be_made()
    {
        var call = new Call { Path = "/native", Id = Call.NewId(), Body = NewNote.Json("a") };
        var forged = call.Under(_app, ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal(403, (await _app.SendAsync(forged)).Status);
        Assert.Equal(201, (await _app.SendAsync(call.Own(_app))).Status);
        Assert.Equal((403, ProblemCodes.Csrf), await _app.SendAsync(forged) is var again ? (again.Status, again.Error) : default);
        Assert.Equal(["a"], _app.Database.Notes);
    }

    [Fact]
    public async Task Without_an_operation_id_it_is_refused_as_well()
    {
        foreach (var path in new[] { "/native", "/adopted", "/group", "/notes", "/plain" })
        {
            var call = new Call { Path = path, Body = NewNote.Json("a"), FromRuntime = false };
            Assert.Equal((403, ProblemCodes.Csrf), await _app.SendAsync(call.Under(_app, ("Origin", "https://evil.example"))) is var answer ? (answer.Status, answer.Error) : default);
        }

        Assert.Empty(_app.Database.Notes);
        Assert.Equal(5, _app.Log.Lines.Count(line => line.Contains("2351", StringComparison.Ordinal) && line.Contains("https://evil.example", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Reading_is_not_refused_since_it_changes_nothing()
    {
        foreach (var path in new[] { "/_evenkeel/session", "/_evenkeel/version", "/notes", "/conventional/Conventional/Name?name=x" })
        {
            Assert.Equal(200, (await _app.SendAsync(new Call { Method = "GET", Path = path }.Under(_app, ("Sec-Fetch-Site", "cross-site")))).Status);
        }
    }

    [Fact]
    public async Task Actions_that_mvc_routes_by_itself_refuse_too()
    {
        await using var app = await MvcApp.StartAsync([typeof(NotesController), typeof(WholeController), typeof(ConventionalController)], Mvc.Routing.ByMvc, options: new TestAppOptions { Services = SignIn.Cookie.Add });
        foreach (var path in new[] { "/notes", "/notes/user", "/whole", "/conventional/Conventional/Add" })
        {
            var call = new Call { Path = path }.Under(app);
            Assert.Contains("\"error\":\"csrf\"", await ForgeryApp.SendHeadAsync(app, call, ("Sec-Fetch-Site", "cross-site")));
            Assert.Contains("\"error\":\"csrf\"", await ForgeryApp.SendHeadAsync(app, call, ("Origin", "null")));
            Assert.Empty(app.Database.Notes);
        }

        foreach (var path in new[] { "/notes", "/notes/user", "/whole", "/conventional/Conventional/Add" })
        {
            var own = await app.SendAsync(new Call { Path = path, Id = Call.NewId(), Body = NewNote.Json("a") }.Own(app));
            Assert.True(own.Status is 200 or 201, $"{path}: {own.Status} {own.Text}");
        }
    }

    private Task<string> SendHeadAsync(string method, string path, string sender) => ForgeryApp.SendHeadAsync(
        _app,
        new Call { Method = method, Path = path }.Under(_app),
        [.. Foreign[sender].Select(each => (each.Name, each.Value.Replace("{own}", $"http://{_app.Http.BaseAddress!.Authority}", StringComparison.Ordinal)))]);

    private async Task AssertServedAsync(string method, string path, Func<Call, Call> by)
    {
        var name = $"{method} {path}";
        using var message = by(Good(method, path)).ToMessage();
        // A stream of events does not end.
        using var response = await _app.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        var isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var answer = isStream ? "" : await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("csrf", answer);
        var isSignedIn = message.Headers.Contains("Cookie");
        // This application keeps no sessions, and the route says so.
        var isAbsent = path.StartsWith("/_evenkeel/sessions", StringComparison.Ordinal) && answer.Contains("keeps no sessions", StringComparison.Ordinal);
        Assert.True((int)response.StatusCode < 300 || isAbsent || path == "/whole/reject" || (!isSignedIn && (int)response.StatusCode == 401), $"{name}: {(int)response.StatusCode} {answer}");
    }

    private static Call Good(string method, string path) => path switch
    {
        "/_evenkeel/outbox" => new Call { Path = path, Body = Op.Line("/native", body: NewNote.Json("flushed")) + "\n", ContentType = "application/x-ndjson" },
        "/_evenkeel/version" => new Call { Path = path, Body = """{"contracts":{}}""" },
        "/_evenkeel/events" => new Call { Path = path, Body = """{"reads":["AAAAAAAA"]}""" },
        "/_evenkeel/recoveries" => new Call { Path = path, Body = """{"recoveries":[]}""" },
        _ when path.StartsWith("/_evenkeel/", StringComparison.Ordinal) => new Call { Method = method, Path = path },
        "/whole/1" => new Call { Method = method, Path = path, Id = Call.NewId() },
        _ => new Call { Method = method, Path = path, Id = Call.NewId(), Body = NewNote.Json("a") },
    };
}
