using Evenkeel.Stores.Tests.Databases;
using Evenkeel.TestBed;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>The shipped script makes the same table as the application's model does.</summary>
public abstract class SchemaScriptSuite
{
    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task The_script_and_the_model_make_the_same_table()
    {
        await using var byScript = await CreateAsync();
        var file = Path.Combine(Repository.Root, "src", "Evenkeel.AspNetCore", "Ledger", "Sql", $"{byScript.Engine}-1.sql");
        await byScript.ExecuteAsync(await File.ReadAllTextAsync(file));
        await byScript.ExecuteAsync(await File.ReadAllTextAsync(file));

        await using var byModel = await CreateAsync();
        var options = new DbContextOptionsBuilder<StoreDb>();
        byModel.Use(options);
        await using (var context = new StoreDb(options.Options))
        {
            await context.Database.EnsureCreatedAsync();
        }

        foreach (var query in byModel.ShapeQueries)
        {
            var expected = await byModel.RowsAsync(query);
            Assert.NotEmpty(expected);
            Assert.Equal(expected, await byScript.RowsAsync(query));
        }
    }
}

public sealed class SqliteSchemaScriptTests : SchemaScriptSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresSchemaScriptTests : SchemaScriptSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
