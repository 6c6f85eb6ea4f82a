using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;

namespace CacheServer.Items;

/// <summary>The same table through a context that Evenkeel does not know.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class UnfollowedDb(DbContextOptions<UnfollowedDb> options) : ItemsDb(options);
