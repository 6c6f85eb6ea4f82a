using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Signing;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Signing;

/// <summary>The keys that several instances on one database sign with.</summary>
public abstract class SigningKeySuite : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task Instances_that_start_at_once_agree_on_one_key_and_a_later_one_reads_it()
    {
        List<StoreApp> instances = [];
        for (var count = 0; count < 4; count++)
        {
            instances.Add(await StoreApp.StartAsync(_database, NoRoutes));
        }

        var keys = await Task.WhenAll(instances.Select(each => Task.Run(() => KeyAsync(each, "one"))));
        Assert.Single(keys.Select(Convert.ToHexString).Distinct());
        await using var later = await StoreApp.StartAsync(_database, NoRoutes);
        Assert.Equal(keys[0], await KeyAsync(later, "one"));
        Assert.Equal(1, await _database.CountAsync("evenkeel_key"));
        foreach (var each in instances)
        {
            await each.DisposeAsync();
        }
    }

    [Fact]
    public async Task Each_purpose_has_a_key_of_its_own_and_none_is_the_stored_one()
    {
        await using var app = await StoreApp.StartAsync(_database, NoRoutes);
        var (one, other) = (await KeyAsync(app, "one"), await KeyAsync(app, "other"));
        var stored = (byte[])(await _database.RowsAsync("SELECT value FROM evenkeel_key"))[0][0]!;
        Assert.Equal([32, 32, 32], new[] { one, other, stored }.Select(each => each.Length));
        Assert.Equal(3, new[] { one, other, stored }.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public async Task A_key_that_could_not_be_read_is_read_by_the_next_caller()
    {
        await using var app = await StoreApp.StartAsync(_database, NoRoutes);
        await _database.ExecuteAsync("ALTER TABLE evenkeel_key RENAME TO away");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => KeyAsync(app, "one"));
        await _database.ExecuteAsync("ALTER TABLE away RENAME TO evenkeel_key");
        Assert.Equal(await KeyAsync(app, "one"), await KeyAsync(app, "one"));
    }

    [Fact]
    public async Task A_model_with_earlier_tables_signs_with_a_key_of_the_process_and_says_so_once()
    {
        await using var host = await KeelHost.StartAsync(
            builder =>
            {
                builder.Services.AddDbContext<ThirdDb>(_database.Use);
                builder.AddEvenkeel().UseStore<ThirdDb>();
            },
            app =>
            {
                using var scope = app.Services.CreateScope();
                scope.ServiceProvider.GetRequiredService<ThirdDb>().Database.EnsureCreated();
            });
        var keys = host.Services.GetRequiredService<ISigningKeys>();
        var cancel = TestContext.Current.CancellationToken;
        Assert.Equal(await keys.GetAsync("one", cancel), await keys.GetAsync("one", cancel));
        Assert.NotEqual(await keys.GetAsync("one", cancel), await keys.GetAsync("other", cancel));
        Assert.Single(host.Log.Lines, line => line.Contains("AddEvenkeel(schema: 4)", StringComparison.Ordinal));
    }

    private static void NoRoutes(IEndpointRouteBuilder routes)
    {
    }

    private static Task<byte[]> KeyAsync(StoreApp app, string purpose) =>
        app.Services.GetRequiredService<ISigningKeys>().GetAsync(purpose, TestContext.Current.CancellationToken).AsTask();
}

public sealed class SqliteSigningKeyTests : SigningKeySuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresSigningKeyTests : SigningKeySuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
