using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.Protocol;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Evenkeel.Testing.Hosting;
using Evenkeel.Testing.Processes;
using Evenkeel.Testing.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Deployments;

/// <summary>A registry that cannot be reached stops neither the start nor a request, and the instance joins when it can.</summary>
public abstract class AbsentDatabaseSuite
{
    protected abstract Task<TestDatabase> CreateAsync();

    /// <summary>Names a database that is not there.</summary>
    protected abstract void UseAbsent(DbContextOptionsBuilder options);

    [Fact]
    public async Task An_instance_starts_and_answers_without_it_and_joins_later()
    {
        await using var database = await CreateAsync();
        await RegistryBed.CreateTablesAsync(database);
        var isThere = false;
        await using var host = await KeelHost.StartAsync(
            builder =>
            {
                builder.Services.AddDbContext<StoreDb>(options => (Volatile.Read(ref isThere) ? database.Use : (Action<DbContextOptionsBuilder>)UseAbsent)(options));
                builder.AddEvenkeel().UseStore<StoreDb>().ConfigureDeployments(options =>
                    (options.Build, options.HeartbeatEvery, options.Lease) = ("b1", TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1)));
            },
            app =>
            {
                app.UseEvenkeel();
                app.MapEvenkeel();
                app.MapQuery("/api/text", () => "there");
            });
        await Poll.UntilAsync(() => Warnings(host).Any(), TimeSpan.FromSeconds(30), "The registry was not looked for.");
        Assert.Equal("b1; epoch=0", await StampAsync(host));
        Assert.Null(Deployments(host).Current);

        Volatile.Write(ref isThere, true);
        await Poll.UntilAsync(() => Deployments(host).Current is not null, TimeSpan.FromSeconds(30), "The instance did not join.");
        Assert.Equal("b1; epoch=1", await StampAsync(host));
        Assert.Equal(1, await database.CountAsync("evenkeel_instance"));
        // However long it was away, it is told once.
        Assert.Single(Warnings(host));
    }

    private static IEnumerable<string> Warnings(KeelHost host) => host.Log.Lines.Where(each => each.StartsWith("Warning 1502 ", StringComparison.Ordinal));

    private static IDeployments Deployments(KeelHost host) => host.Services.GetRequiredService<IDeployments>();

    private static async Task<string> StampAsync(KeelHost host)
    {
        using var answer = await host.Http.GetAsync(new Uri("api/text", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
        return answer.Headers.GetValues(KeelHeaders.Deployment).Single();
    }
}

public sealed class SqliteAbsentDatabaseTests : AbsentDatabaseSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());

    protected override void UseAbsent(DbContextOptionsBuilder options) => options.UseSqlite($"Data Source={Path.Combine(Path.GetTempPath(), "evenkeel-absent", "test.db")}");
}

public sealed class PostgresAbsentDatabaseTests : AbsentDatabaseSuite
{
    private readonly int _nobody = FreePort.Next();

    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();

    protected override void UseAbsent(DbContextOptionsBuilder options) => options.UseNpgsql($"Host=127.0.0.1;Port={_nobody};Username=app;Database=absent;Timeout=2");
}
