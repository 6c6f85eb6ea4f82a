using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;

namespace Evenkeel.AspNetCore.Tests.Stability.Deadlines;

/// <summary>An operation of a flush that takes longer than it may.</summary>
[Trait("Show", "6.2")]
public sealed class LateMemberTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_flush_is_answered_and_everything_takes_effect_once(bool alone)
    {
        await using var bed = await DeadlineApp.StartAsync((app, gate) =>
        {
            app.MapCommand("/notes", NotesApi.AddAsync);
            var slow = app.MapCommand("/slow", async (NewNote input, NotesDb db) =>
            {
                await db.AddAsync(input.Text);
                await gate.PassAsync();
            });
            if (alone)
            {
                slow.Alone();
            }
        });
        string[] lines = [Line("/notes", "a"), Line("/slow", "b"), Line("/notes", "c"), Line("/notes", "d")];
        var flushing = bed.App.FlushAsync(lines);
        await bed.Gate.Reached;
        bed.Clock.Advance(DeadlineApp.Limit);
        var flush = await flushing.WaitAsync(TimeSpan.FromSeconds(30));
        // What shares its commit cannot be committed before it ends.
        flush.AssertStatuses(alone ? 201 : 503, 504, 424, 424);
        Assert.Equal((4, "deadline-exceeded", "lane-held"), (flush.End, flush.Error(1), flush.Error(2)));

        bed.Gate.Open();
        FlushAnswer? again = null;
        await Poll.UntilAsync(
            async () => (again = await bed.App.FlushAsync(lines)).Statuses.All(status => status < 300), TimeSpan.FromSeconds(30), () => again?.Http.Text ?? "It was never answered.");
        Assert.Equal(["a", "b", "c", "d"], bed.App.Database.Notes);
        Assert.True(again!.Replayed(0) && again.Replayed(1));

        string Line(string path, string text) => Op.Line(path, bed.NewId(), NewNote.Json(text));
    }
}
