using Evenkeel.Stores.Tests.Databases;
using Evenkeel.TestBed;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>The shipped scripts make the same tables as the application's model does, and lead from one version to the next.</summary>
public abstract class SchemaScriptSuite
{
    protected abstract Task<TestDatabase> CreateAsync();

    [Theory]
    [InlineData(1, "1")]
    [InlineData(1, "1 1")]
    [InlineData(2, "2")]
    [InlineData(2, "1 2 2")]
    public async Task The_scripts_and_the_model_make_the_same_tables(int schema, string scripts)
    {
        await using var byScript = await CreateAsync();
        foreach (var script in scripts.Split(' '))
        {
            var file = Path.Combine(Repository.Root, "src", "Evenkeel.AspNetCore", "Ledger", "Sql", $"{byScript.Engine}-{script}.sql");
            await byScript.ExecuteAsync(await File.ReadAllTextAsync(file));
        }

        await using var byModel = await CreateAsync();
        var options = new DbContextOptionsBuilder();
        byModel.Use(options);
        await using (StoreDb context = schema == 1 ? new FirstDb(options.Options) : new StoreDb(options.Options))
        {
            await context.Database.EnsureCreatedAsync();
        }

        foreach (var query in byModel.ShapeQueries("evenkeel_ledger"))
        {
            await AssertSameAsync(query);
        }

        foreach (var query in byModel.ShapeQueries("evenkeel_delivery").Where(_ => schema > 1))
        {
            await AssertSameAsync(query);
        }

        Assert.Equal(schema > 1, await HasDeliveriesAsync(byScript));
        Assert.Equal(schema > 1, await HasDeliveriesAsync(byModel));

        async Task AssertSameAsync(string query)
        {
            var expected = await byModel.RowsAsync(query);
            Assert.NotEmpty(expected);
            Assert.Equal(expected, await byScript.RowsAsync(query));
        }
    }

    private static async Task<bool> HasDeliveriesAsync(TestDatabase database) => await database.CountAsync(
        database.Engine == "sqlite" ? "sqlite_master WHERE name = 'evenkeel_delivery'" : "pg_tables WHERE tablename = 'evenkeel_delivery'") == 1;
}

public sealed class SqliteSchemaScriptTests : SchemaScriptSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresSchemaScriptTests : SchemaScriptSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
