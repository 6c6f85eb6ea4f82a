using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Evenkeel.AspNetCore.Tests.Pipeline;

public sealed class StatusPagesTests
{
    [Fact]
    public async Task Pages_for_people_do_not_hide_a_known_operation_whose_action_is_gone()
    {
        using var database = new TestDatabase();
        var call = new Call { Path = "/notes", Id = Call.NewId(), Body = NewNote.Json("a") };
        await using (var older = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Database = database }))
        {
            Assert.Equal(201, (await older.SendAsync(call)).Status);
        }

        await using var newer = await TestApp.StartAsync(static _ => { }, new TestAppOptions
        {
            Database = database,
            Pipeline = static app =>
            {
                app.UseStatusCodePages();
                app.UseEvenkeel();
            },
        });
        var replay = await newer.SendAsync(call);
        Assert.True(replay.Status == 201 && replay.Replayed, $"{replay.Status} {replay.Text}");

        var page = await newer.SendAsync(new Call { Path = "/nothing", FromRuntime = false });
        Assert.Equal((404, "text/plain"), (page.Status, page.ContentType?.Split(';')[0]));
    }
}
