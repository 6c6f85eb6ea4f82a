using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace PlainPage.Notes;

public sealed class NotesDb(DbContextOptions<NotesDb> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddEvenkeel(schema: 1);
}
