using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Evenkeel.AspNetCore;
using Evenkeel.Protocol;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Evenkeel.TestBed;
using Evenkeel.Testing.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Evenkeel.Stores.Tests.Stability;

/// <summary>The database's own spans are in the trace of the click, and its password is in nothing that is told of it.</summary>
public sealed class PostgresTraceTests : IDisposable
{
    private const string Password = "canary-database-password-3c19";

    private readonly ConcurrentQueue<Activity> _activities = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly ActivityListener _listener;

    public PostgresTraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Npgsql" or "Microsoft.AspNetCore" or EvenkeelTelemetry.ActivitySourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _activities.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task The_spans_of_the_database_are_in_the_trace_of_the_click()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var host = await StartAsync(database);
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var id = Guid.CreateVersion7().ToString();
        for (var time = 0; time < 2; time++)
        {
            var answer = await FlushAsync(host, id, trace);
            Assert.Contains("\"status\":200", answer, StringComparison.Ordinal);
        }

        var commands = Of(trace).Where(each => each.OperationName == "POST /entries").ToArray();
        Assert.Equal([false, true], commands.Select(each => each.GetTagItem("evenkeel.replayed")));
        var statements = Of(trace).Where(each => each.Source.Name == "Npgsql").ToArray();
        Assert.Contains(statements, each => IsWithin(each, commands[0].SpanId, trace));
    }

    [Fact]
    [Trait("Show", "6.9")]
    public async Task The_password_of_a_database_that_is_gone_is_in_no_log_trace_or_answer()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var database = new PostgresDatabase($"{await server.CreateDatabaseAsync()};Password={Password};Timeout=2");
        await using var host = await StartAsync(database);
        Assert.Contains("\"status\":200", await FlushAsync(host, Guid.CreateVersion7().ToString(), ActivityTraceId.CreateRandom().ToHexString()), StringComparison.Ordinal);
        await server.StopAsync(immediate: true);
        List<string> told = [];
        await Poll.UntilAsync(
            async () =>
            {
                told.Add(await FlushAsync(host, Guid.CreateVersion7().ToString(), ActivityTraceId.CreateRandom().ToHexString()));
                using var ready = await host.Http.GetAsync(new Uri("_evenkeel/health/ready?details=1", UriKind.Relative), TestContext.Current.CancellationToken);
                told.Add(await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                return told.Any(text => text.Contains("\"status\":500", StringComparison.Ordinal) || text.Contains("\"status\":503", StringComparison.Ordinal)) && told[^1].Contains("unready", StringComparison.Ordinal);
            },
            TimeSpan.FromSeconds(60),
            () => $"Nothing fails:\n{string.Join('\n', told)}");
        // The failures were told of.
        Assert.Contains(_log, line => line.Contains("Npgsql", StringComparison.Ordinal) && line.Contains("Exception", StringComparison.Ordinal));
        Assert.Empty(Find(told));
        host.Services.GetRequiredService<ILogger<PostgresTraceTests>>().LogTrace("On purpose: {ConnectionString}", database.ConnectionString);
        Assert.Single(Find(told));
    }

    private Activity[] Of(string trace) => [.. _activities.Where(each => each.TraceId.ToHexString() == trace)];

    private bool IsWithin(Activity? each, ActivitySpanId ancestor, string trace)
    {
        var all = Of(trace);
        for (; each is not null; each = all.FirstOrDefault(one => one.SpanId == each.ParentSpanId))
        {
            if (each.ParentSpanId == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    private string[] Find(List<string> told) =>
        [.. _log.Concat(told).Concat(_activities.Select(each => $"{each.DisplayName} {each.StatusDescription} {string.Join(' ', each.TagObjects)} {string.Join(' ', each.Events.SelectMany(one => one.Tags))}"))
            .Where(static text => text.Contains(Password, StringComparison.Ordinal))];

    private static async Task<string> FlushAsync(KeelHost host, string id, string trace)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri("_evenkeel/outbox", UriKind.Relative));
        message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","method":"POST","path":"/entries","trace":"00-{{trace}}-00f067aa0ba902b7-01"}""" + "\n"));
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        message.Headers.Add(KeelHeaders.Protocol, "5");
        using var answer = await host.Http.SendAsync(message, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private Task<KeelHost> StartAsync(PostgresDatabase database) => KeelHost.StartAsync(
        builder =>
        {
            builder.Logging.AddProvider(new Writers(_log)).SetMinimumLevel(LogLevel.Trace);
            builder.Services.AddDbContext<StoreDb>(database.Use);
            builder.Services.AddAuthorization(auth => auth.AddPolicy("anybody", policy => policy.RequireAssertion(_ => true)));
            builder.AddEvenkeel().UseStore<StoreDb>().ConfigureHealth(options => (options.KeepFor, options.DetailsPolicy) = (TimeSpan.FromMilliseconds(100), "anybody"));
        },
        app =>
        {
            app.UseEvenkeel();
            app.MapEvenkeel();
            app.MapCommand("/entries", async (StoreDb db) =>
            {
                db.Effects.Add(new StoreDb.Effect { Operation = "a" });
                await db.SaveChangesAsync();
            });
            using var scope = app.Services.CreateScope();
            scope.ServiceProvider.GetRequiredService<StoreDb>().Database.EnsureCreated();
        });

    private sealed class Writers(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {(state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values) : "")} {exception}");
    }
}
