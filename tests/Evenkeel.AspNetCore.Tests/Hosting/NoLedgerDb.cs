using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>A context whose model the ledger was forgotten in.</summary>
public sealed class NoLedgerDb(DbContextOptions<NoLedgerDb> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();
}
