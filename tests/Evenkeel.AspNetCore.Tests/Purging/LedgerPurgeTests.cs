using Evenkeel.AspNetCore.Purging;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Purging;

public sealed class LedgerPurgeTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Only_rows_past_their_retention_are_removed_in_batches()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Clock = _clock, Ledger = options => options.PurgeBatch = 10 });
        await AddAsync(app, 35, TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromDays(10));
        await AddAsync(app, 5, TimeSpan.Zero);
        Assert.Equal(0, await PurgeAsync(app));
        _clock.Advance(TimeSpan.FromDays(20) + TimeSpan.FromMinutes(1));
        Assert.Equal(35, await PurgeAsync(app));
        Assert.Equal(5, app.Database.LedgerRows);
        Assert.Equal(40, app.Database.Notes.Length);
    }

    [Fact]
    public async Task An_expired_id_is_refused_and_cannot_run_again()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Clock = _clock });
        var id = _clock.NewId();
        await app.PostAsync("/notes", id, NewNote.Json("a"));
        _clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));
        Assert.Equal(1, await PurgeAsync(app));
        var late = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal((409, ProblemCodes.OperationTooOld), (late.Status, late.Error));
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Fact]
    public async Task A_row_lives_for_its_retention_after_its_id_and_after_its_commit()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Clock = _clock });
        await AddAsync(app, 1, TimeSpan.FromHours(23));
        await AddAsync(app, 1, TimeSpan.FromDays(-29));
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await PurgeAsync(app));
        _clock.Advance(TimeSpan.FromDays(28) + TimeSpan.FromHours(1));
        Assert.Equal(1, await PurgeAsync(app));
        _clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(1, await PurgeAsync(app));
    }

    [Fact]
    public async Task The_host_purges_by_itself()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Clock = _clock, Purges = true });
        await AddAsync(app, 3, TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromDays(31));
        await Poll.UntilAsync(() => app.Database.LedgerRows == 0, TimeSpan.FromSeconds(20), "the purge");
    }

    [Fact]
    public async Task A_void_row_is_purged_as_well()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Clock = _clock });
        await app.FlushAsync([Op.Void(_clock.NewId())]);
        Assert.Equal(1, app.Database.LedgerRows);
        _clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));
        Assert.Equal(1, await PurgeAsync(app));
    }

    private async Task AddAsync(TestApp app, int count, TimeSpan offset)
    {
        var flush = await app.FlushAsync(Enumerable.Range(0, count).Select(_ => Op.Line("/notes", _clock.NewId(offset), NewNote.Json("a"))));
        Assert.All(flush.Statuses, status => Assert.Equal(201, status));
    }

    private static async Task<long> PurgeAsync(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await app.Services.GetRequiredService<LedgerPurge>().RunAsync(scope.ServiceProvider, CancellationToken.None);
    }
}
