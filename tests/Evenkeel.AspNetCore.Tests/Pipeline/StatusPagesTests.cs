using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

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

    [Fact]
    public async Task A_bodiless_refusal_under_an_id_gets_the_page_that_it_gets_without_one()
    {
        await using var app = await TestApp.StartAsync(
            static app =>
            {
                app.MapPost("/refused", () => Results.NotFound()).AsCommand();
                app.MapPost("/saved", async (NotesDb db) =>
                {
                    await db.AddAsync("a");
                    return Results.Conflict();
                }).AsCommand();
            },
            new TestAppOptions
            {
                Pipeline = static app =>
                {
                    app.UseStatusCodePages("text/plain", "Refused: {0}");
                    app.UseEvenkeel();
                },
            });
        var id = Call.NewId();
        await AssertPageAsync(new Call { Path = "/refused", FromRuntime = false }, "Refused: 404");
        await AssertPageAsync(new Call { Path = "/refused", FromRuntime = false, Id = Call.NewId() }, "Refused: 404");
        await AssertPageAsync(new Call { Path = "/saved", FromRuntime = false, Id = id }, "Refused: 409");
        await AssertPageAsync(new Call { Path = "/saved", FromRuntime = false, Id = id }, "Refused: 409");
        Assert.Equal(["a"], app.Database.Notes);

        async Task AssertPageAsync(Call call, string page) => Assert.Equal(page, (await app.SendAsync(call)).Text);
    }
}
