using Evenkeel.Stores.Tests.Databases;
using Evenkeel.TestBed;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>The shipped scripts make the same tables as the application's model does, and lead from one version to the next.</summary>
public abstract class SchemaScriptSuite
{
    private static readonly (string Table, int Since)[] Tables =
    [
        ("evenkeel_ledger", 1), ("evenkeel_delivery", 2),
        ("evenkeel_build", 3), ("evenkeel_contract", 3), ("evenkeel_build_contract", 3), ("evenkeel_instance", 3), ("evenkeel_serving", 3), ("evenkeel_seen", 3),
        ("evenkeel_key", 4), ("evenkeel_change", 4), ("evenkeel_feed", 4),
        ("evenkeel_draft", 5), ("evenkeel_draft_other", 5), ("evenkeel_session", 5), ("evenkeel_protection_key", 5),
    ];

    protected abstract Task<TestDatabase> CreateAsync();

    [Theory]
    [InlineData(1, "1")]
    [InlineData(1, "1 1")]
    [InlineData(2, "2")]
    [InlineData(2, "1 2 2")]
    [InlineData(3, "3")]
    [InlineData(3, "1 3 3")]
    [InlineData(3, "2 3")]
    [InlineData(4, "4")]
    [InlineData(4, "1 4 4")]
    [InlineData(4, "3 4")]
    [InlineData(5, "5")]
    [InlineData(5, "1 5 5")]
    [InlineData(5, "4 5")]
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
        await using (StoreDb context = schema switch { 1 => new FirstDb(options.Options), 2 => new SecondDb(options.Options), 3 => new ThirdDb(options.Options), 4 => new FourthDb(options.Options), _ => new StoreDb(options.Options) })
        {
            await context.Database.EnsureCreatedAsync();
        }

        foreach (var (table, since) in Tables)
        {
            Assert.Equal((schema >= since, schema >= since), (await HasAsync(byScript, table), await HasAsync(byModel, table)));
            foreach (var query in byModel.ShapeQueries(table).Where(_ => schema >= since))
            {
                await AssertSameAsync(query);
            }
        }

        async Task AssertSameAsync(string query)
        {
            var expected = await byModel.RowsAsync(query);
            Assert.NotEmpty(expected);
            Assert.Equal(expected, await byScript.RowsAsync(query));
        }
    }

    private static async Task<bool> HasAsync(TestDatabase database, string table) => await database.CountAsync(
        database.Engine == "sqlite" ? $"sqlite_master WHERE name = '{table}'" : $"pg_tables WHERE tablename = '{table}'") == 1;
}

public sealed class SqliteSchemaScriptTests : SchemaScriptSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresSchemaScriptTests : SchemaScriptSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
