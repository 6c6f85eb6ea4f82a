using Evenkeel.AspNetCore.Tests.Deliveries;
using Evenkeel.AspNetCore.Tests.Drafts;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Tests.Telemetry;

/// <summary>What people type and what they are let in by is planted everywhere, and found nowhere that an operator looks.</summary>
[Trait("Show", "6.9")]
public sealed class SecretTests : IDisposable
{
    private const string Password = "canary-password-7f3a";
    private const string Text = "canary-note-text-91bc";
    private const string Mail = "canary-person@example-55d0.test";
    private const string Token = "canary-token-c2e8";
    private const string Cookie = "canary-cookie-0b44";
    private static readonly string[] Planted = [Password, Text, Mail, Token, Cookie];

    private readonly CapturedLog _log = new();
    private readonly RecordedActivities _activities = new();
    private readonly List<string> _told = [];

    public void Dispose()
    {
        _log.Dispose();
        _activities.Dispose();
    }

    [Fact]
    public async Task Nothing_that_is_sensitive_is_in_a_log_a_metric_a_trace_a_problem_health_or_the_console()
    {
        var sink = new MailSink { Before = static (_, _) => throw new InvalidOperationException("The mail server said no.") };
        await using var app = await StartAsync(sink);
        using var measured = new RecordedMeasurements(app);
        var session = await app.SignInAsync();
        await UseAsync(app, session);
        await Testing.Time.Poll.UntilAsync(() => !sink.Tried.IsEmpty && _log.Lines.Any(line => line.Contains("DeliveryRunner 1401 ", StringComparison.Ordinal)), TimeSpan.FromSeconds(30), "the failed delivery");
        foreach (var accept in new[] { "text/plain", "application/openmetrics-text" })
        {
            _told.Add((await app.MetricsAsync(accept: accept)).Text);
        }

        foreach (var probe in new[] { "live", "startup", "ready" })
        {
            _told.Add((await app.SendAsync(new Call { Method = "GET", Path = $"/_evenkeel/health/{probe}", User = "olga", FromRuntime = false, Headers = new Dictionary<string, string> { ["X-Rights"] = "operate" } })).Text);
        }

        var console = await app.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/console/facts", User = "olga", FromRuntime = false, Headers = new Dictionary<string, string> { ["X-Rights"] = "operate" } });
        Assert.NotEqual(0, console.Json.GetProperty("problems").GetArrayLength());
        _told.Add(console.Text);

        // There was something to be found.
        Assert.True(_log.Lines.Count > 100, $"{_log.Lines.Count} lines");
        Assert.Contains(_log.Lines, line => line.StartsWith("Debug", StringComparison.Ordinal));
        Assert.Contains("POST /notes", _activities.Text(), StringComparison.Ordinal);
        Assert.Contains(_told, text => text.Contains("evenkeel_operations_total", StringComparison.Ordinal));
        Assert.Empty(Find([.. Planted, session.Split('=')[1]]));

        // And it would have been.
        app.Services.GetRequiredService<ILogger<SecretTests>>().LogTrace("On purpose: {Password}", Password);
        Assert.Single(Find(Planted));
        _told.Add($"On purpose: {Text}");
        Assert.Equal(2, Find(Planted).Length);
    }

    private Task<TestApp> StartAsync(MailSink sink) => TelemetryApp.StartAsync(
        builder =>
        {
            builder.Logging.AddProvider(_log).SetMinimumLevel(LogLevel.Trace);
            builder.AddEvenkeel().ServeConsole(TelemetryApp.Operators);
            builder.Services.AddHealthChecks().AddCheck("part", () => throw new InvalidOperationException("It is bent."));
        },
        sink: sink);

    private async Task UseAsync(TestApp app, string session)
    {
        Dictionary<string, string> secrets = new() { ["Authorization"] = $"Bearer {Token}", ["Cookie"] = $"{session}; other={Cookie}" };
        var id = Call.NewId();
        foreach (var body in new[] { NewNote.Json(Text), NewNote.Json(Text), NewNote.Json(Password) })
        {
            // Applied, replayed, and refused since the body is another.
            Told(await app.SendAsync(Post("/notes", body) with { Id = id }), isProblem: body.Contains(Password, StringComparison.Ordinal));
        }

        foreach (var (path, body) in new[]
        {
            ("/broken", NewNote.Json(Text)), ("/refused", NewNote.Json(Password)), ("/notes", $$"""{"text":[{"password":"{{Password}}"}]}"""), ("/notes", $"{Password} is no JSON"), ("/nowhere", NewNote.Json(Text)),
        })
        {
            Told(await app.SendAsync(Post(path, body)), isProblem: true);
            await app.FlushAsync([Op.Line(path, body: NewNote.Json(Password)), "{ " + Password, $$"""{"id":"{{Call.NewId()}}","method":"POST","path":"/notes","trace":"{{Token}}","body":"{{Text}}"}"""], call => call with { Headers = secrets });
        }

        await app.FlushAsync([Op.Line("/notes", body: NewNote.Json(Text)), Op.Line("/broken", body: NewNote.Json(Text)), Op.Line("/notes", body: NewNote.Json(Password), contract: Token)], call => call with { Headers = secrets });
        Assert.Equal(204, (await app.SendAsync(Post("/mails", $$"""{"to":"{{Mail}}"}"""))).Status);
        Assert.Contains(Text, (await app.SendAsync(new Call { Method = "GET", Path = "/list", Headers = secrets })).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await app.SendAsync(DraftApp.Save("a", 0, $$"""{"password":"{{Password}}"}"""))).Status);
        Told(await app.SendAsync(DraftApp.Put("a", "\"1\"", $"{Text} is no JSON")), isProblem: true);
        Told(await app.SendAsync(DraftApp.Put("a", Token, DraftApp.Body("{}"))), isProblem: true);
        await app.GetAsync("/list", $"{SessionApp.CookieName}={Cookie}");
        await app.SessionAsync($"{session}; other={Cookie}");
        Told(await app.SendAsync(Post("/_evenkeel/recoveries", $$"""{"recoveries":"{{Token}}"}""")), isProblem: true);

        Call Post(string path, string body) => new() { Path = path, Id = Call.NewId(), Body = body, Headers = secrets };
    }

    private void Told(Answer answer, bool isProblem)
    {
        if (isProblem)
        {
            Assert.InRange(answer.Status, 400, 599);
            _told.Add($"{answer.Text} {string.Join(' ', answer.Headers)}");
        }
    }

    private string[] Find(string[] secrets) =>
        [.. _log.Lines.Concat(_told).Append(_activities.Text()).Where(text => secrets.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)))];
}
