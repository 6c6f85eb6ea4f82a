using Evenkeel.Stores.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Sharing;

public sealed class SqliteGroupTests : GroupSuite
{
    private protected override string FragileTable => "CREATE TABLE fragile (id integer UNIQUE ON CONFLICT ROLLBACK)";

    [Fact]
    [Trait("Show", "2.2")]
    public async Task One_whose_constraint_ends_the_transaction_makes_nothing_durable_but_its_neighbours()
    {
        var answers = await FlushAsync("/sound", "/on-conflict", "/sound");
        Assert.Equal([201, 500, 201], answers.Select(answer => answer.Status));
        Assert.Equal((2, 0, 0, 2), (await EffectsAsync("sound"), await EffectsAsync("spoiled"), await EffectsAsync("after the end"), await LedgerAsync()));
    }

    [Fact]
    public async Task One_that_writes_through_another_connection_fails_and_its_neighbours_do_not()
    {
        var answers = await FlushAsync("/sound", "/second-connection", "/sound");
        Assert.Equal([201, 500, 201], answers.Select(answer => answer.Status));
        Assert.Equal((2, 0, 0), (await EffectsAsync("sound"), await EffectsAsync("spoiled"), await EffectsAsync("elsewhere")));
    }

    private protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}
