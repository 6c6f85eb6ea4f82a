using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.Ledger;

public sealed class StartTests
{
    [Fact]
    public async Task A_host_with_everything_starts()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        Assert.Equal(200, (await app.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/session" })).Status);
    }

    [Fact]
    public async Task A_provider_that_is_neither_SQLite_nor_PostgreSQL_stops_the_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(builder =>
        {
            builder.Services.AddDbContext<NotesDb>(db => db.UseInMemoryDatabase("notes"));
            builder.AddEvenkeel().UseStore<NotesDb>();
        }));
        Assert.Equal(
            "NotesDb uses the database provider 'Microsoft.EntityFrameworkCore.InMemory'. Evenkeel works with SQLite (Microsoft.EntityFrameworkCore.Sqlite) "
            + "and PostgreSQL (Npgsql.EntityFrameworkCore.PostgreSQL).",
            error.Message);
    }

    [Fact]
    public async Task A_model_without_the_ledger_stops_the_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(builder =>
        {
            builder.Services.AddDbContext<NoLedgerDb>(db => db.UseSqlite("Data Source=:memory:"));
            builder.AddEvenkeel().UseStore<NoLedgerDb>();
        }));
        Assert.Equal("NoLedgerDb has no ledger. Call modelBuilder.AddEvenkeel(schema: 3) in OnModelCreating, and add a migration.", error.Message);
    }

    [Fact]
    public async Task A_context_whose_options_replace_what_joins_its_writes_to_operations_stops_the_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(builder =>
        {
            builder.AddEvenkeel().UseStore<NotesDb>();
            builder.Services.AddDbContext<NotesDb>(db => db.UseSqlite("Data Source=:memory:").ReplaceService<IRelationalCommandBuilderFactory, RelationalCommandBuilderFactory>());
        }));
        Assert.StartsWith(
            "The options of NotesDb replace Entity Framework Core's IRelationalCommandBuilderFactory by RelationalCommandBuilderFactory, after UseStore", error.Message);
    }

    [Fact]
    public void A_schema_of_a_later_package_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>("schema", () => new ModelBuilder().AddEvenkeel(schema: 6));

    [Fact]
    public void The_ledger_is_in_the_default_schema_of_the_model_and_has_no_nullable_key()
    {
        var model = new ModelBuilder();
        model.HasDefaultSchema("crm");
        var table = model.AddEvenkeel(schema: 1).Model.GetEntityTypes().Single();
        Assert.Equal(("evenkeel_ledger", "crm"), (table.GetTableName(), table.GetSchema()));
        Assert.Equal(["OperationId", "User", "Tenant"], table.FindPrimaryKey()!.Properties.Select(property => property.Name));
        Assert.All(table.FindPrimaryKey()!.Properties, property => Assert.False(property.IsNullable));
    }

    [Fact]
    public async Task Settings_out_of_range_stop_the_start_and_all_are_named()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(builder =>
        {
            builder.Services.AddDbContext<NotesDb>(db => db.UseSqlite("Data Source=:memory:"));
            builder.AddEvenkeel().UseStore<NotesDb>(options =>
            {
                options.Retention = TimeSpan.FromMinutes(59);
                options.MaxAhead = TimeSpan.Zero;
                options.MaxAnswerBytes = -1;
                options.WriteWait = TimeSpan.FromHours(1);
                options.OpenLease = TimeSpan.Zero;
                options.PurgeEvery = TimeSpan.Zero;
                options.PurgeBatch = 0;
            });
        }));
        string[] settings = ["Retention", "MaxAhead", "MaxAnswerBytes", "WriteWait", "OpenLease", "PurgeEvery", "PurgeBatch"];
        Assert.Equal(settings, error.Failures.Select(failure => failure.Split(' ')[0].Split('.')[1]));
        Assert.Contains("LedgerOptions.Retention is 00:59:00; it must be from 01:00:00 to 3650.00:00:00.", error.Failures);
    }

    [Fact]
    public async Task Limits_of_the_outbox_out_of_range_stop_the_start_and_all_are_named()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(builder =>
            builder.AddEvenkeel().ConfigureOutbox(options => (options.MaxBytes, options.MaxOperations, options.MaxOperationBytes, options.MaxDepth) = (10, 0, 10, 7))));
        Assert.Equal(["MaxBytes", "MaxOperations", "MaxOperationBytes", "MaxDepth"], error.Failures.Select(failure => failure.Split(' ')[0].Split('.')[1]));
    }

    [Theory]
    [InlineData("GET /notes")]
    [InlineData("get /notes")]
    [InlineData("HEAD /notes")]
    [InlineData("OPTIONS /notes")]
    public async Task A_command_cannot_be_a_read(string route)
    {
        await using var app = await TestApp.StartAsync(app => Assert.Throws<ArgumentException>("pattern", () => app.MapCommand(route, () => "")));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_command_may_name_its_method(string method)
    {
        await using var app = await TestApp.StartAsync(app => app.MapCommand($"{method} /notes", () => "done"));
        Assert.Equal("done", (await app.SendAsync(new Call { Method = method, Path = "/notes", Id = Call.NewId() })).Text);
        (await app.FlushAsync([Op.Line("/notes", method: method), Op.Line("/notes")])).AssertStatuses(200, 404);
    }

    [Fact]
    public async Task Evenkeel_that_was_not_added_or_used_is_said()
    {
        var bare = WebApplication.CreateSlimBuilder().Build();
        Assert.Contains("AddEvenkeel()", Assert.Throws<InvalidOperationException>(() => bare.UseEvenkeel()).Message);
        Assert.Contains("AddEvenkeel()", Assert.Throws<InvalidOperationException>(() => bare.MapEvenkeel()).Message);
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddEvenkeel();
        await using var app = builder.Build();
        Assert.Contains("UseEvenkeel()", Assert.Throws<InvalidOperationException>(() => app.MapEvenkeel()).Message);
        app.UseEvenkeel();
        Assert.Contains("twice", Assert.Throws<InvalidOperationException>(() => app.UseEvenkeel()).Message);
        await bare.DisposeAsync();
    }

    [Fact]
    public async Task A_command_without_a_ledger_says_what_is_missing()
    {
        await using var host = await KeelHost.StartAsync(
            builder => builder.AddEvenkeel(),
            app =>
            {
                app.UseEvenkeel();
                app.MapEvenkeel();
                app.MapCommand("/notes", () => "done");
            });
        using var ordinary = await host.Http.SendAsync(new Call { Path = "/notes" }.ToMessage());
        Assert.Equal("done", await ordinary.Content.ReadAsStringAsync());
        using var operation = await host.Http.SendAsync(new Call { Path = "/notes", Id = Call.NewId() }.ToMessage());
        Assert.Equal(500, (int)operation.StatusCode);
        Assert.Contains(host.Log.Lines, line => line.Contains("UseStore<TDbContext>()"));
    }

    [Fact]
    public async Task Registering_twice_changes_nothing()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions { Services = builder => builder.AddEvenkeel().UseStore<NotesDb>() });
        var id = Call.NewId();
        Assert.Equal(201, (await app.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        Assert.True((await app.PostAsync("/notes", id, NewNote.Json("a"))).Replayed);
    }

    private static async Task StartAsync(Action<WebApplicationBuilder> configure)
    {
        var builder = NewBuilder();
        configure(builder);
        await using var app = builder.Build();
        app.UseEvenkeel();
        app.MapEvenkeel();
        try
        {
            await app.StartAsync();
        }
        finally
        {
            SqliteConnection.ClearAllPools();
        }
    }

    private static WebApplicationBuilder NewBuilder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder;
    }
}
