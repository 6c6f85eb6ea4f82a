using System.Diagnostics.CodeAnalysis;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace DraftServer.Items;

/// <summary>The application's context. This one creates all tables.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class KeelDb(DbContextOptions<KeelDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEvenkeel(schema: 5);
        PlainDb.Map(modelBuilder);
    }
}
