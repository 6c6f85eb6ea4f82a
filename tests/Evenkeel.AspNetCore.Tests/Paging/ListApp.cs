using Evenkeel.AspNetCore.Paging;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Mvc;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Paging;

/// <summary>An application with lists, by minimal APIs and by MVC.</summary>
internal static class ListApp
{
    public static async Task<TestApp> StartAsync(int notes = 7, TestAppOptions? options = null)
    {
        options ??= new TestAppOptions();
        var app = await TestApp.StartAsync(
            Map,
            options with
            {
                Services = builder =>
                {
                    options.Services(builder);
                    builder.Services.AddOpenApi();
                    MvcApp.Add(builder.Services, [typeof(ListsController)], Routing.Endpoints);
                },
            });
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NotesDb>();
        if (!await db.Notes.AnyAsync())
        {
            db.Notes.AddRange(Enumerable.Range(1, notes).Select(number => new Note { Text = $"note {number:000}" }));
            await db.SaveChangesAsync();
        }

        return app;
    }

    public static Task<Answer> GetAsync(this TestApp app, string path, string? user = "alice", string? tenant = null) =>
        app.SendAsync(new Call { Method = "GET", Path = path, User = user, Tenant = tenant });

    public static string[] Texts(this Answer answer) => [.. answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("text").GetString()!)];

    public static string? Next(this Answer answer) => answer.Json.GetProperty("next").GetString();

    public static string? Previous(this Answer answer) => answer.Json.GetProperty("previous").GetString();

    private static void Map(WebApplication app)
    {
        app.MapOpenApi();
        app.MapControllers();
        app.MapQuery("/notes", (PageRequest page, NotesDb db, CancellationToken cancel) => db.Notes.OrderBy(note => note.Text).ToPageAsync(page, cancel));
        app.MapQuery("/backwards", (PageRequest page, NotesDb db) => db.Notes.OrderByDescending(note => note.Text).ToPageAsync(page));
        app.MapGet("/plain", (PageRequest page, NotesDb db) => db.Notes.OrderBy(note => note.Text).ToPageAsync(page));
        app.MapQuery("/small", (PageRequest page, NotesDb db) => db.Notes.OrderBy(note => note.Text).ToPageAsync(page)).MaxPageSize(3, standard: 2);
        app.MapQuery("/texts", (PageRequest page, NotesDb db) => db.Notes.OrderBy(note => note.Text).ToPageAsync(page, note => new { text = note.Text + "!" }));
        app.MapCommand("/touch", async (PageRequest page, NotesDb db) =>
        {
            await db.AddAsync("zzz");
            return await db.Notes.OrderBy(note => note.Text).ToPageAsync(page);
        });
    }
}
