using Microsoft.EntityFrameworkCore;

namespace OverheadServer.Items;

/// <summary>The tables that all contenders share.</summary>
internal abstract class RowsDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Row> Rows => Set<Row>();

    public DbSet<AnsweredKey> Keys => Set<AnsweredKey>();
}
