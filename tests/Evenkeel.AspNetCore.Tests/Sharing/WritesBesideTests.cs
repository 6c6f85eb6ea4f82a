using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Sharing;

/// <summary>Middleware that writes around the operations of a flush does not wait for what they share.</summary>
public sealed class WritesBesideTests
{
    public static TheoryData<string> Ways => ["save", "bulk", "sql", "transaction"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_middleware_writes_is_written_at_once(string way)
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions
        {
            Connection = ";Default Timeout=2",
            Pipeline = app =>
            {
                app.UseEvenkeel();
                app.Use(async (http, next) =>
                {
                    var inFlush = http.Request.Path == "/notes";
                    var db = http.RequestServices.GetRequiredService<NotesDb>();
                    await (inFlush ? WriteAsync(db, way, "before") : Task.CompletedTask);
                    await next(http);
                    await (inFlush ? WriteAsync(db, way, "after") : Task.CompletedTask);
                });
            },
        });
        await app.PostAsync("/notes", Call.NewId(), NewNote.Json("warm"));
        var flush = await app.FlushAsync([Op.Line("/notes", body: NewNote.Json("a")), Op.Line("/notes", body: NewNote.Json("b"))]);
        flush.AssertStatuses(201, 201);
        Assert.Equal((3, 3, 3), (Count("before"), Count("after"), app.Database.Notes.Count(note => note is "a" or "b" or "warm")));

        int Count(string text) => app.Database.Notes.Count(note => note == text);
    }

    private static async Task WriteAsync(NotesDb db, string way, string text)
    {
        switch (way)
        {
            case "save":
                await db.AddAsync(text);
                break;
            case "bulk":
                await db.Database.ExecuteSqlAsync($"INSERT INTO Notes (Text) VALUES ('draft')");
                await db.Notes.Where(note => note.Text == "draft").ExecuteUpdateAsync(set => set.SetProperty(note => note.Text, text));
                break;
            case "sql":
                await db.Database.ExecuteSqlAsync($"INSERT INTO Notes (Text) VALUES ({text})");
                break;
            default:
                await using (var transaction = await db.Database.BeginTransactionAsync())
                {
                    await db.AddAsync(text);
                    await transaction.CommitAsync();
                }

                break;
        }
    }
}
