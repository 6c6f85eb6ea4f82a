using Evenkeel.Stores.Tests.Ledgers;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.SingleSaves;

/// <summary>A table whose keys the application makes, with a text that is unique and a version that an update checks.</summary>
internal sealed class NoteDb(DbContextOptions options) : StoreDb(options)
{
    public DbSet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Note>(note =>
        {
            note.ToTable("notes");
            note.HasIndex(n => n.Text).IsUnique();
            note.Property(n => n.Version).IsConcurrencyToken();
        });
    }

    internal sealed class Note
    {
        public Guid Id { get; init; } = Guid.CreateVersion7();

        public required string Text { get; set; }

        public int Version { get; set; }
    }
}
