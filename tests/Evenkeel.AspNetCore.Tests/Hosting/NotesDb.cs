using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>The application's context.</summary>
public sealed class NotesDb(DbContextOptions<NotesDb> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    /// <summary>Writes a note and saves it.</summary>
    public async Task<Note> AddAsync(string text)
    {
        var note = new Note { Text = text };
        Notes.Add(note);
        await SaveChangesAsync();
        return note;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddEvenkeel(schema: 5);
}
