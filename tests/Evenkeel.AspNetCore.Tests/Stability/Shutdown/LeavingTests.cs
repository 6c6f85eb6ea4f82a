using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Tests.Deployments;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Stability.Shutdown;

/// <summary>What others see of an instance that was told to stop.</summary>
[Trait("Show", "6.4")]
public sealed class LeavingTests
{
    private static readonly TimeSpan Announcement = TimeSpan.FromSeconds(5);

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task It_says_that_it_leaves_and_takes_requests_until_load_balancers_have_heard()
    {
        await using var app = await LeavingApp.StartAsync(_clock);
        await app.BeatAsync();
        Assert.Equal(200, (await app.ReadyAsync()).Status);
        Assert.DoesNotContain("Connection", (await app.PostAsync("/notes", _clock.NewId(), NewNote.Json("before"))).Headers.Keys);
        using var stream = await OpenStream.OpenAsync(app.Http, new Call { Method = "GET", Path = "/_evenkeel/events" });
        await stream.Commented;

        var leaving = app.LeaveAsync();
        _clock.Advance(Announcement - TimeSpan.FromMilliseconds(1));
        Assert.Equal((503, """{"status":"unready"}"""), ((await app.ReadyAsync()) is var told ? told.Status : 0, told.Text));
        var taken = await app.PostAsync("/notes", _clock.NewId(), NewNote.Json("meanwhile"));
        // Nothing more comes over this connection, which would be lost if it came when it is closed.
        Assert.Equal((201, "close"), (taken.Status, taken.Headers["Connection"]));
        Assert.False(leaving.IsCompleted);
        Assert.Equal(1, app.Services.GetRequiredService<EventStreams>().Count);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await leaving;
        // The page's stream was ended and not cut, so that it opens another at once.
        await stream.Ended;
        await app.UntilClosedAsync();
        Assert.Equal(["before", "meanwhile"], app.Database.Notes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(61)]
    public async Task Where_nobody_asks_whether_it_is_ready_nobody_is_waited_for(int? secondsAgo)
    {
        await using var app = await LeavingApp.StartAsync(_clock);
        if (secondsAgo is { } seconds)
        {
            await app.ReadyAsync();
            _clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        await app.LeaveAsync();
        await app.UntilClosedAsync();
    }

    [Fact]
    public async Task It_can_be_told_to_announce_itself_to_those_who_ask_another_path()
    {
        await using var app = await LeavingApp.StartAsync(_clock, shutdown: options => options.OnlyWhenProbed = false);
        var leaving = app.LeaveAsync();
        Assert.Equal(201, (await app.PostAsync("/notes", _clock.NewId(), NewNote.Json("a"))).Status);
        Assert.False(leaving.IsCompleted);
        _clock.Advance(Announcement);
        await leaving;
    }

    [Fact]
    public async Task A_request_under_way_is_answered_though_no_other_is_taken()
    {
        var gate = new Gate();
        await using var app = await LeavingApp.StartAsync(_clock, app => app.MapCommand("/notes", async (NewNote input, NotesDb db) =>
        {
            await gate.PassAsync();
            await db.AddAsync(input.Text);
        }));
        var answering = app.PostAsync("/notes", _clock.NewId(), NewNote.Json("slow"));
        await gate.Reached;
        var leaving = app.LeaveAsync();
        await app.UntilClosedAsync();
        Assert.False(leaving.IsCompleted);
        gate.Open();
        Assert.Equal(200, (await answering).Status);
        await leaving;
        Assert.Equal(["slow"], app.Database.Notes);
    }

    [Fact]
    public async Task One_that_never_ends_is_aborted_when_the_time_is_over()
    {
        var begun = new TaskCompletionSource();
        await using var app = await LeavingApp.StartAsync(
            _clock,
            app => app.MapGet("/for-ever", async (CancellationToken aborted) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, aborted);
            }),
            options => options.FinishWithin = TimeSpan.FromMilliseconds(200));
        var answering = app.SendAsync(new Call { Method = "GET", Path = "/for-ever" });
        await begun.Task;
        // The host tells that its time was over, or not: what matters is that it ends.
        await app.LeaveAsync().ContinueWith(static _ => { }, TaskScheduler.Default);
        await Assert.ThrowsAsync<HttpRequestException>(() => answering);
    }
}
