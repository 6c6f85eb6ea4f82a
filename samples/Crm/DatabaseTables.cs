using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Crm;

/// <summary>
/// EnsureCreated makes all tables or none. A file of an earlier version of the sample gets the tables that it lacks, and keeps
/// what it has. An application with users has migrations instead.
/// </summary>
public static class DatabaseTables
{
    public static async Task EnsureTablesAsync(this CrmDb db)
    {
        var isNew = await db.Database.EnsureCreatedAsync();
        if (db.Database.IsNpgsql())
            return;

        // A file that Entity Framework Core did not make is otherwise locked for readers whenever somebody writes.
        await db.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL");
        if (isNew)
            return;

        var there = await db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'table'").ToListAsync();
        var model = db.GetService<IDesignTimeModel>().Model;
        var lacking = db.GetService<IMigrationsModelDiffer>().GetDifferences(null, model.GetRelationalModel())
            .Where(step => TableOf(step) is { } table && !there.Contains(table))
            .ToList();

        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var command in db.GetService<IMigrationsSqlGenerator>().Generate(lacking, model))
            await db.Database.ExecuteSqlRawAsync(command.CommandText);
        await transaction.CommitAsync();
    }

    private static string? TableOf(MigrationOperation step) => step switch
    {
        CreateTableOperation table => table.Name,
        CreateIndexOperation index => index.Table,
        _ => null,
    };
}
