using System.Text.Json;
using Evenkeel.AspNetCore;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Evenkeel.TestBed;
using Evenkeel.Testing.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Stability;

/// <summary>PostgreSQL is really stopped, or really does not answer.</summary>
public sealed class PostgresHealthTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task While_the_database_is_down_the_instance_lives_started_and_unready()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var database = new PostgresDatabase(await server.CreateDatabaseAsync());
        await using var host = await StartAsync(database);
        await UntilAsync(host, "ready", 200);
        await UntilAsync(host, "startup", 200);

        await server.StopAsync(immediate: true);
        await UntilAsync(host, "ready", 503);
        Assert.Equal((503, """{"status":"unready"}"""), await AskAsync(host, "ready"));
        Assert.Equal((200, """{"status":"live"}"""), await AskAsync(host, "live"));
        Assert.Equal((200, """{"status":"started"}"""), await AskAsync(host, "startup"));
        Assert.Contains("evenkeel-database", await FailingAsync(host));

        await server.StartAsync();
        await UntilAsync(host, "ready", 200);
    }

    [Fact]
    public async Task A_database_that_stalls_gathers_no_questions()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var host = await StartAsync(database);
        await UntilAsync(host, "ready", 200);
        await using (var other = await database.OpenAsync())
        {
            await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var command = other.CreateCommand();
            (command.CommandText, command.Transaction) = ("LOCK TABLE evenkeel_ledger IN ACCESS EXCLUSIVE MODE", transaction);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await UntilAsync(host, "ready", 503);
            Assert.Equal(["evenkeel-database"], await FailingAsync(host));

            for (var round = 0; round < 5; round++)
            {
                Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(host, "ready"))), each => Assert.Equal((503, """{"status":"unready"}"""), each));
                Assert.InRange(await database.CountAsync("pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"), 0, 1);
            }

            Assert.Equal((200, """{"status":"live"}"""), await AskAsync(host, "live"));
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }

        await UntilAsync(host, "ready", 200);
    }

    private static Task<KeelHost> StartAsync(PostgresDatabase database) => KeelHost.StartAsync(
        builder =>
        {
            builder.Services.AddDbContext<StoreDb>(database.Use);
            builder.Services.AddAuthorization(auth => auth.AddPolicy("anybody", policy => policy.RequireAssertion(call => call.Resource is Microsoft.AspNetCore.Http.HttpContext http && http.Request.Query.ContainsKey("details"))));
            builder.AddEvenkeel().UseStore<StoreDb>()
                .ConfigureDeployments(options => (options.Build, options.HeartbeatEvery, options.Lease) = ("b1", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)))
                .ConfigureHealth(options => (options.KeepFor, options.CheckTimeout, options.DetailsPolicy) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), "anybody"));
        },
        app =>
        {
            app.UseEvenkeel();
            app.MapEvenkeel();
            using var scope = app.Services.CreateScope();
            scope.ServiceProvider.GetRequiredService<StoreDb>().Database.EnsureCreated();
        });

    private static Task UntilAsync(KeelHost host, string path, int status) => Poll.UntilAsync(async () => (await AskAsync(host, path)).Status == status, Patience, () => $"{path} is not {status}.\n{host.Log}");

    private static async Task<string[]> FailingAsync(KeelHost host)
    {
        var text = (await AskAsync(host, "ready?details=1")).Text;
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
        return [.. JsonElement.Parse(text).GetProperty("checks").EnumerateArray().Where(each => each.GetProperty("status").GetString() != "good").Select(each => each.GetProperty("name").GetString()!)];
    }

    private static async Task<(int Status, string Text)> AskAsync(KeelHost host, string path)
    {
        using var answer = await host.Http.GetAsync(new Uri($"_evenkeel/health/{path}", UriKind.Relative), TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
