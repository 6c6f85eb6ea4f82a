using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;
using PlainPage.Notes;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<NotesDb>(db => db.UseSqlite(builder.Configuration.GetConnectionString("Notes")));
builder.AddEvenkeel().UseStore<NotesDb>();

var app = builder.Build();
await using (var scope = app.Services.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<NotesDb>().Database.EnsureCreatedAsync();
}

app.Use((http, next) =>
{
    http.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
    return next(http);
});
app.UseEvenkeel();
app.UseFileServer();
app.MapEvenkeel();
app.MapQuery("/api/notes", (NotesDb db) => db.Notes.OrderBy(note => note.Id).ToListAsync());
app.MapCommand("/api/notes", async (NewNote input, NotesDb db) =>
{
    db.Notes.Add(new Note { Text = input.Text });
    await db.SaveChangesAsync();
});

app.Run();
