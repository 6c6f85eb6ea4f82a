using System.Diagnostics.CodeAnalysis;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace SessionServer;

/// <summary>Evenkeel's tables and nothing else.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class SessionDb(DbContextOptions<SessionDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddEvenkeel(schema: 5);
}
