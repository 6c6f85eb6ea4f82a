using Evenkeel.AspNetCore.Deliveries;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Evenkeel.AspNetCore.Tests.Deliveries;

/// <summary>What the worker does with a delivery that fails, hangs, or is not its own.</summary>
public sealed class DeliveryServiceTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly MailSink _sink = new();
    private readonly ManualClock _clock = new();

    [Fact]
    [Trait("Show", "2.4")]
    public async Task What_fails_is_repeated_later_and_later_and_then_parked_until_somebody_retries_it()
    {
        _sink.Before = (_, _) => throw new InvalidOperationException("The mail server said no. " + new string('x', 2000));
        await using var app = await StartAsync(_sink, options => options.MaxAttempts = 3);
        await SendAsync(app, "a");
        await TriedAsync(1);
        await EndedAsync(app);
        Assert.True(Waits(app) <= TimeSpan.FromSeconds(1));
        await PassAsync(() => _sink.Tried.Count >= 2);
        await EndedAsync(app);
        Assert.True(Waits(app) <= TimeSpan.FromSeconds(2));
        await PassAsync(() => app.Rows("state = 2") == 1);

        var deliveries = app.Services.GetRequiredService<IDeliveries>();
        var parked = Assert.Single(await deliveries.ListParkedAsync(cancel: TestContext.Current.CancellationToken));
        Assert.Equal(("mail", """{"to":"a"}""", 3, "alice"), (parked.Name, parked.Payload, parked.Attempts, parked.User));
        Assert.StartsWith("System.InvalidOperationException: The mail server said no.", parked.Error);
        Assert.Equal(1000, parked.Error!.Length);
        Assert.Contains(app.Log.Lines, line => line.StartsWith("Error 1402", StringComparison.Ordinal));
        Assert.Single(_sink.Tried.Select(mail => mail.Attempt.Id).Distinct());
        Assert.Equal([1, 2, 3], _sink.Tried.Select(mail => mail.Attempt.Number));

        _sink.Before = static (_, _) => Task.CompletedTask;
        Assert.True(await deliveries.RetryAsync(parked.Id, TestContext.Current.CancellationToken));
        await app.EmptyAsync();
        Assert.Equal(["a"], _sink.Addresses);
        Assert.False(await deliveries.RetryAsync(parked.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_parked_delivery_can_be_discarded()
    {
        _sink.Before = (_, _) => throw new InvalidOperationException("no");
        await using var app = await StartAsync(_sink, options => options.MaxAttempts = 1);
        await SendAsync(app, "a");
        await Poll.UntilAsync(() => app.Rows("state = 2") == 1, Long, "the parking");
        var deliveries = app.Services.GetRequiredService<IDeliveries>();
        var id = (await deliveries.ListParkedAsync(1, TestContext.Current.CancellationToken))[0].Id;
        Assert.True(await deliveries.DiscardAsync(id, TestContext.Current.CancellationToken));
        Assert.False(await deliveries.DiscardAsync(id, TestContext.Current.CancellationToken));
        Assert.Equal(0, app.Rows());
    }

    [Fact]
    public async Task Two_instances_share_the_work_and_no_delivery_is_made_twice()
    {
        using var database = new TestDatabase();
        var gate = new Gate();
        _sink.Before = (_, _) => gate.PassAsync();
        await using var slow = await StartAsync(_sink, database: database);
        await SendAsync(slow, [.. Enumerable.Range(0, 40).Select(number => $"{number}")]);
        await TriedAsync(4);
        var other = new MailSink();
        await using (var quick = await StartAsync(other, database: database))
        {
            await Poll.UntilAsync(() => other.Sent.Count == 36, Long, "the other instance's share");
            gate.Open();
            await quick.EmptyAsync();
        }

        Assert.Equal(40, _sink.Addresses.Concat(other.Addresses).Distinct().Count());
        Assert.Equal((4, 36), (_sink.Tried.Count, other.Tried.Count));
    }

    [Fact]
    public async Task A_lease_that_runs_out_is_taken_over()
    {
        using var database = new TestDatabase();
        var gate = new Gate();
        _sink.Before = (_, _) => gate.PassAsync();
        await using var hung = await StartAsync(_sink, options => options.Parallelism = 1, database);
        await SendAsync(hung, "a");
        await TriedAsync(1);
        var other = new MailSink();
        await using var next = await StartAsync(other, database: database);
        Assert.Equal(1, next.Rows("leased_until IS NOT NULL"));
        await PassAsync(() => next.Rows() == 0);
        Assert.Equal(2, Assert.Single(other.Sent).Attempt.Number);
        Assert.Equal(_sink.Tried.Single().Attempt.Id, other.Sent.Single().Attempt.Id);
        gate.Open();
    }

    [Fact]
    public async Task A_delivery_whose_last_attempt_never_ended_is_parked()
    {
        using var database = new TestDatabase();
        var gate = new Gate();
        _sink.Before = (_, _) => gate.PassAsync();
        await using var hung = await StartAsync(_sink, options => (options.MaxAttempts, options.Parallelism) = (1, 1), database);
        await SendAsync(hung, "a");
        await TriedAsync(1);
        var other = new MailSink();
        await using var next = await StartAsync(other, options => options.MaxAttempts = 1, database);
        await PassAsync(() => next.Rows("state = 2 AND error = 'The last attempt did not end.'") == 1);
        Assert.Empty(other.Tried);
        gate.Open();
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_cancelled_and_counts_as_failed()
    {
        _sink.Before = static (attempt, cancel) => attempt.Number == 1 ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel) : Task.CompletedTask;
        await using var app = await StartAsync(_sink);
        await SendAsync(app, "a");
        await TriedAsync(1);
        Assert.Equal(1, app.Rows("attempts = 1 AND leased_until IS NOT NULL"));
        await PassAsync(() => app.Rows() == 0);
        Assert.Equal(2, _sink.Sent.Single().Attempt.Number);
    }

    [Fact]
    public async Task A_host_without_patience_gives_back_what_it_has_begun()
    {
        _sink.Before = static (_, cancel) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        await using var app = await StartAsync(_sink);
        await SendAsync(app, "a");
        await TriedAsync(1);
        var worker = app.Services.GetServices<IHostedService>().OfType<DeliveryService>().Single();
        await worker.StopAsync(new CancellationToken(canceled: true));
        await Poll.UntilAsync(() => app.Rows("attempts = 0 AND leased_until IS NULL AND state = 1") == 1, Long, "the delivery to be given back");
    }

    [Fact]
    public async Task A_name_that_this_build_does_not_know_waits_and_is_told()
    {
        using var database = new TestDatabase();
        await using (var older = await StartAsync(_sink, database: database))
        {
            await SendAsync(older, "a");
            await older.EmptyAsync();
            await InsertUnknownAsync(older);
        }

        await using var app = await StartAsync(_sink, database: database);
        await SendAsync(app, "b");
        await Poll.UntilAsync(() => app.Rows("name = 'mail'") == 0 && app.Log.Lines.Count > 0, Long, "the known one");
        Assert.StartsWith("Warning 1405 Deliveries named 'later' wait", Assert.Single(app.Log.Lines));
        Assert.Equal(1, app.Rows("name = 'later' AND state = 1 AND attempts = 0"));
        Assert.Equal(["a", "b"], _sink.Addresses);
    }

    private static Task InsertUnknownAsync(TestApp app)
    {
        app.Database.Query("INSERT INTO evenkeel_delivery (id, name, payload, tenant, user_id, enqueued_at, attempts, next_attempt_at, state) "
            + "VALUES ('0199C3F0-5A10-7C3E-8A4F-0D1B2C3D4E5F', 'later', '{}', '', '', 1, 0, 1, 1)");
        return Task.CompletedTask;
    }

    private Task<TestApp> StartAsync(MailSink sink, Action<DeliveryOptions>? configure = null, TestDatabase? database = null) => MailApp.StartAsync(
        sink,
        app => app.MapCommand("/mail", (string[] to, NotesDb db) =>
        {
            foreach (var each in to)
            {
                db.OnCommitted(new Mail(each));
            }
        }),
        new TestAppOptions { Clock = _clock, Database = database },
        configure);

    private async Task SendAsync(TestApp app, params string[] to) =>
        Assert.Equal(200, (await app.PostAsync("/mail", _clock.NewId(), System.Text.Json.JsonSerializer.Serialize(to))).Status);

    private Task TriedAsync(int count) => Poll.UntilAsync(() => _sink.Tried.Count >= count, Long, $"{count} attempts");

    // Time passes while the worker may be on its way to its next wait.
    private Task PassAsync(Func<bool> fact) => Poll.UntilAsync(
        () =>
        {
            if (fact())
            {
                return true;
            }

            _clock.Advance(TimeSpan.FromSeconds(1));
            return false;
        },
        Long,
        "what comes with time");

    private static Task EndedAsync(TestApp app) => Poll.UntilAsync(() => app.Rows("leased_until IS NULL") == 1, Long, "the attempt's end");

    private TimeSpan Waits(TestApp app) => DateTimeOffset.FromUnixTimeMilliseconds((long)app.Database.Query("SELECT next_attempt_at FROM evenkeel_delivery")[0][0]) - _clock.GetUtcNow();
}
