using Evenkeel.Stores.Tests.Databases;
using Evenkeel.TestBed;
using Npgsql;

namespace Evenkeel.Stores.Tests.Coherence;

/// <summary>Writes past the application, which triggers in the database tell of.</summary>
public sealed class PostgresOutsideTriggerTests
{
    private static readonly string[] OfProducts = ["products", "raw view"];

    [Fact]
    [Trait("Show", "4.5")]
    public async Task Every_node_reads_what_was_written_from_outside_and_keeps_what_was_not()
    {
        await using var database = await FollowedAsync();
        await using var one = await Shop.JoinAsync(database);
        await using var other = await Shop.JoinAsync(database);
        await AssertStaleAsync([.. Shop.Names], one, other);

        await database.ExecuteAsync("UPDATE \"Products\" SET \"Name\" = 'From outside'");
        await AssertStaleAsync(OfProducts, one, other);
        Assert.Equal("From outside", (await other.ReadAsync("products"))[0]);

        await database.ExecuteAsync("INSERT INTO \"Products\" (\"Name\") VALUES ('Another'); DELETE FROM \"Products\" WHERE \"Name\" = 'From outside'");
        await AssertStaleAsync(OfProducts, one, other);
        await database.ExecuteAsync("TRUNCATE \"Products\"");
        await AssertStaleAsync(OfProducts, one, other);
        Assert.Empty(await one.ReadAsync("products"));

        // The cascade's own statement is told as well.
        await database.ExecuteAsync("DELETE FROM \"Clients\" WHERE \"Id\" = 1");
        await AssertStaleAsync(["clients", "all", "of 1", "of 2", "view", "raw view"], one, other);

        await database.ExecuteAsync("SELECT evenkeel_unfollow('\"Products\"')");
        await database.ExecuteAsync("TRUNCATE \"Products\"");
        await AssertStaleAsync([], one, other);
    }

    [Fact]
    [Trait("Show", "4.4")]
    public async Task A_transaction_leaves_one_row_for_each_table_and_what_is_rolled_back_none()
    {
        await using var database = await FollowedAsync();
        await using var connection = (NpgsqlConnection)await database.OpenAsync();
        Assert.Equal(0, await RowsAfterAsync("BEGIN; UPDATE \"Products\" SET \"Name\" = 'Never'; ROLLBACK"));
        Assert.Equal(2, await RowsAfterAsync("BEGIN; UPDATE \"Products\" SET \"Name\" = 'A'; UPDATE \"Products\" SET \"Name\" = 'B'; DELETE FROM \"Clients\" WHERE false; COMMIT"));
        // The row went with the savepoint: the next statement has to leave another.
        Assert.Equal(1, await RowsAfterAsync("BEGIN; SAVEPOINT s; UPDATE \"Products\" SET \"Name\" = 'C'; ROLLBACK TO s; UPDATE \"Products\" SET \"Name\" = 'D'; COMMIT"));
        Assert.Equal(1, await RowsAfterAsync("UPDATE \"Products\" SET \"Name\" = 'E'"));
        // A connection whose writes the application tells of by itself.
        Assert.Equal(0, await RowsAfterAsync("SET evenkeel.followed = 'on'; UPDATE \"Products\" SET \"Name\" = 'F'; RESET evenkeel.followed"));

        async Task<long> RowsAfterAsync(string sql)
        {
            var before = await database.CountAsync("evenkeel_change");
            foreach (var statement in sql.Split("; "))
            {
                await using var command = new NpgsqlCommand(statement, connection);
                await command.ExecuteNonQueryAsync();
            }

            return await database.CountAsync("evenkeel_change") - before;
        }
    }

    [Fact]
    public async Task A_writer_needs_no_right_to_the_feed_and_cannot_hide_from_it()
    {
        await using var database = await FollowedAsync();
        var role = $"clerk_{Guid.CreateVersion7():N}";
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN; GRANT INSERT ON \"Products\" TO {role}; GRANT USAGE ON SEQUENCE \"Products_Id_seq\" TO {role}");
        var before = await database.CountAsync("evenkeel_change");
        await using (var clerk = new NpgsqlConnection(database.ConnectionString + $";Pooling=false;Username={role}"))
        {
            await clerk.OpenAsync();
            await using var command = new NpgsqlCommand(
                "CREATE TEMP TABLE evenkeel_change (xid bigint, tags text, at bigint); INSERT INTO \"Products\" (\"Name\") VALUES ('By a clerk')",
                clerk);
            await command.ExecuteNonQueryAsync();
        }

        Assert.Equal(before + 1, await database.CountAsync("evenkeel_change"));
    }

    private static async Task<PostgresDatabase> FollowedAsync()
    {
        var database = await PostgresDatabase.CreateAsync();
        await using (await Shop.StartAsync(database))
        {
            var script = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "Evenkeel.AspNetCore", "Coherence", "Outside", "postgresql-outside-writes.sql"));
            // Again: what runs at each deployment must do no harm.
            await database.ExecuteAsync(script);
            await database.ExecuteAsync(script);
            await database.ExecuteAsync("SELECT evenkeel_follow('\"Products\"', '\"Clients\"', '\"Opportunities\"'), evenkeel_follow('\"Products\"')");
        }

        return database;
    }

    private static async Task AssertStaleAsync(string[] queries, params Shop[] nodes)
    {
        foreach (var node in nodes)
        {
            await FeedSuite.PositionAsync(node);
            Assert.Equal(queries, await node.ReadAllAsync());
            Assert.Empty(await node.ReadAllAsync());
        }
    }
}
