using Evenkeel.Stores.Tests.Ledgers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Reading;

/// <summary>A context with a function that only a connection knows on which the application has put it.</summary>
internal sealed class ReadingDb(DbContextOptions<ReadingDb> options) : StoreDb(options)
{
    public static string Shout(string text) => throw new NotSupportedException($"Only in SQL: '{text}'.");

    public void TeachToShout() => ((SqliteConnection)Database.GetDbConnection()).CreateFunction("shout", (string text) => text.ToUpperInvariant());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDbFunction(() => Shout(string.Empty)).HasName("shout");
    }
}
