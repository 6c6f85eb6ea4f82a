using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;

namespace OverheadServer.Items;

/// <summary>The context of the hand-written endpoints: Evenkeel does not know it.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class PlainDb(DbContextOptions<PlainDb> options) : RowsDb(options);
