using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Evenkeel.AspNetCore.Tests.Stability.Shutdown;

/// <summary>A flush that is under way when its server is told to stop.</summary>
[Trait("Show", "6.4")]
public sealed class FlushCutTests
{
    private const int Many = 20;

    private readonly ManualClock _clock = new();
    private int _stopAt = int.MaxValue;
    private int _ran;

    [Theory]
    [InlineData(0, null)]
    [InlineData(7, null)]
    [InlineData(7, "lane")]
    [InlineData(Many - 1, null)]
    public async Task It_is_cut_between_two_operations_and_another_instance_does_the_rest(int stopAt, string? lane)
    {
        await using var app = await StartAsync();
        string[] lines = [.. Enumerable.Range(0, Many).Select(number => Op.Line("/notes", _clock.NewId(), NewNote.Json($"n{number}"), lane: lane))];
        _stopAt = stopAt;
        var flush = await app.FlushAsync(lines);
        var done = stopAt + 1;
        flush.AssertStatuses([.. Enumerable.Repeat(200, done), .. Enumerable.Repeat(424, Many - done)]);
        Assert.Equal(Many, flush.End);
        // A code that every client takes for an order to send it again, without counting a failure.
        Assert.All(Enumerable.Range(done, Many - done), line => Assert.Equal(ProblemCodes.LaneHeld, flush.Error(line)));
        Assert.Equal(done, _ran);
        Assert.Equal(done, app.Database.Notes.Length);
        await app.UntilClosedAsync();

        await using var other = await StartAsync(app.Database);
        _stopAt = int.MaxValue;
        var again = await other.FlushAsync(lines);
        Assert.All(again.Statuses, status => Assert.Equal(200, status));
        Assert.Equal(Enumerable.Range(0, Many).Select(line => line < done), Enumerable.Range(0, Many).Select(again.Replayed));
        Assert.Equal(Enumerable.Range(0, Many).Select(number => $"n{number}"), app.Database.Notes);
        Assert.Equal(Many, _ran);
    }

    [Fact]
    public async Task While_the_instance_announces_that_it_stops_a_flush_runs_whole()
    {
        await using var app = await StartAsync();
        await app.ReadyAsync();
        _stopAt = 3;
        var flush = await app.FlushAsync(Enumerable.Range(0, Many).Select(number => Op.Line("/notes", _clock.NewId(), NewNote.Json($"n{number}"))));
        Assert.All(flush.Statuses, status => Assert.Equal(200, status));
        Assert.True(app.StopOf().IsAnnounced);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await app.UntilClosedAsync();
    }

    private Task<TestApp> StartAsync(TestDatabase? database = null) => TestApp.StartAsync(
        app => app.MapCommand("/notes", async (NewNote input, NotesDb db) =>
        {
            await db.AddAsync(input.Text);
            if (_ran++ == _stopAt)
            {
                app.Lifetime.StopApplication();
                // The host goes on to stop meanwhile, as it does after SIGTERM.
                _ = app.Services.GetRequiredService<IHost>().StopAsync();
            }
        }),
        new TestAppOptions { Clock = _clock, Database = database });
}
