using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;
using MinimalApi.Notes;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<NotesDb>(db => db.UseSqlite(builder.Configuration.GetConnectionString("Notes")));
builder.AddEvenkeel().UseStore<NotesDb>();

var app = builder.Build();
await using (var scope = app.Services.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<NotesDb>().Database.EnsureCreatedAsync();
}

app.UseEvenkeel();
app.UseFileServer();
app.MapEvenkeel();
app.MapGet("/api/notes", (NotesDb db) => db.Notes.OrderBy(note => note.Id).ToListAsync());
app.MapPost("/api/notes", async (NewNote input, NotesDb db) =>
{
    var note = new Note { Text = input.Text };
    db.Notes.Add(note);
    await db.SaveChangesAsync();
    return Results.Created($"/api/notes/{note.Id}", note);
}).AsCommand();

app.Run();
