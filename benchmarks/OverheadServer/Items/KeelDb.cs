using System.Diagnostics.CodeAnalysis;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace OverheadServer.Items;

/// <summary>The same tables with Evenkeel's. This one creates them all.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class KeelDb(DbContextOptions<KeelDb> options) : RowsDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddEvenkeel(schema: 1);
}
