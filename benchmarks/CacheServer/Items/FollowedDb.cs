using System.Diagnostics.CodeAnalysis;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace CacheServer.Items;

/// <summary>The context that Evenkeel follows.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class FollowedDb(DbContextOptions<FollowedDb> options) : ItemsDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.AddEvenkeel(schema: 4);
    }
}
