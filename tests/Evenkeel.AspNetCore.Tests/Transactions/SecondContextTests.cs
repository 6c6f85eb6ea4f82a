using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Transactions;

/// <summary>Contexts other than the request's own join its operation, and pooled ones carry nothing of it to their next lease.</summary>
public sealed class SecondContextTests
{
    private static readonly Dictionary<string, TestAppOptions> Registrations = new()
    {
        ["plain"] = new(),
        ["pooled"] = new() { Context = static (services, use) => services.AddDbContextPool<NotesDb>(use, poolSize: 1) },
        ["factory"] = new() { Context = static (services, use) => services.AddDbContextFactory<NotesDb>(use) },
        ["pooled factory"] = new() { Context = static (services, use) => services.AddPooledDbContextFactory<NotesDb>(use, poolSize: 1).AddScoped(p => p.GetRequiredService<IDbContextFactory<NotesDb>>().CreateDbContext()) },
    };

    public static TheoryData<string> All => [.. Registrations.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_registration_of_the_context_commits_and_rolls_back_with_its_operation(string registration)
    {
        await using var app = await TestApp.StartAsync(
            app => app.MapCommand("/notes/{status:int}", async (int status, NotesDb db) =>
            {
                await db.AddAsync($"{status}");
                return Results.StatusCode(status);
            }),
            Registrations[registration]);
        var id = Call.NewId();
        Assert.Equal(200, (await app.PostAsync("/notes/200", id)).Status);
        Assert.Equal(409, (await app.PostAsync("/notes/409", Call.NewId())).Status);
        Assert.True((await app.PostAsync("/notes/200", id)).Replayed);
        (await app.FlushAsync([Op.Line("/notes/201"), Op.Line("/notes/500"), Op.Line("/notes/202")])).AssertStatuses(201, 500, 202);
        Assert.Equal(["200", "201", "202"], app.Database.Notes);
    }

    [Fact]
    public async Task A_pooled_context_that_another_request_leased_meanwhile_is_left_alone_when_the_operation_ends()
    {
        var gate = new Gate();
        await using var app = await TestApp.StartAsync(
            app => app.MapCommand("/notes", async (NotesDb own, IDbContextFactory<NotesDb> factory) =>
            {
                await using (var pooled = await factory.CreateDbContextAsync())
                {
                    await pooled.AddAsync("a");
                }

                await gate.PassAsync();
            }),
            new TestAppOptions { Context = static (services, use) => services.AddDbContext<NotesDb>(use, optionsLifetime: ServiceLifetime.Singleton).AddPooledDbContextFactory<NotesDb>(use, poolSize: 1) });
        var answer = app.PostAsync("/notes", Call.NewId());
        await gate.Reached;

        await using var leased = await app.Services.GetRequiredService<IDbContextFactory<NotesDb>>().CreateDbContextAsync();
        await leased.Database.OpenConnectionAsync();
        var connection = leased.Database.GetDbConnection();
        gate.Open();

        Assert.Equal(200, (await answer).Status);
        Assert.Same(connection, leased.Database.GetDbConnection());
        Assert.Equal((System.Data.ConnectionState.Open, 1), (connection.State, await leased.Notes.CountAsync()));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("pooled")]
    [InlineData("pooled factory")]
    public async Task A_connection_that_an_endpoint_opened_and_left_open_harms_no_later_operation(string registration)
    {
        await using var app = await TestApp.StartAsync(
            app =>
            {
                NotesApi.Map(app);
                app.MapGet("/leaves-open", async (NotesDb db) =>
                {
                    await db.Database.OpenConnectionAsync();
                    return await db.Notes.CountAsync();
                });
            },
            Registrations[registration]);
        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(200, (await app.SendAsync(new Call { Method = "GET", Path = "/leaves-open" })).Status);
        }

        Assert.Equal(201, (await app.PostAsync("/notes", Call.NewId(), NewNote.Json("a"))).Status);
        (await app.FlushAsync([Op.Line("/notes", body: NewNote.Json("b")), Op.Line("/notes", body: NewNote.Json("c"))])).AssertStatuses(201, 201);
        Assert.Equal(["a", "b", "c"], app.Database.Notes);
    }

    [Theory]
    [InlineData("factory", 200)]
    [InlineData("factory", 409)]
    [InlineData("pooled factory", 200)]
    [InlineData("pooled factory", 409)]
    public async Task Contexts_of_a_factory_join_the_operation(string registration, int status)
    {
        await using var app = await TestApp.StartAsync(
            app => app.MapCommand("/notes", async (NotesDb db, IDbContextFactory<NotesDb> factory) =>
            {
                await db.AddAsync("own");
                await using (var second = await factory.CreateDbContextAsync())
                {
                    await second.AddAsync("second");
                    Assert.Equal(2, await second.Notes.CountAsync());
                }

                await using (var third = await factory.CreateDbContextAsync())
                {
                    await third.Notes.Where(note => note.Text == "second").ExecuteUpdateAsync(set => set.SetProperty(note => note.Text, "third"));
                }

                await db.AddAsync("own again");
                return Results.StatusCode(status);
            }),
            Registrations[registration]);
        var answer = await app.PostAsync("/notes", Call.NewId());
        Assert.True(answer.Status == status, string.Join('\n', app.Log.Lines));
        Assert.Equal(status == 200 ? ["own", "third", "own again"] : [], app.Database.Notes);
    }

    [Fact]
    public async Task A_second_context_may_write_first_and_begin_a_transaction_of_its_own()
    {
        await using var app = await TestApp.StartAsync(
            app => app.MapCommand("/notes", async (NotesDb db, IDbContextFactory<NotesDb> factory) =>
            {
                await using var second = await factory.CreateDbContextAsync();
                await using (var own = await second.Database.BeginTransactionAsync())
                {
                    await second.AddAsync("second");
                    await own.CommitAsync();
                }

                await using (await second.Database.BeginTransactionAsync())
                {
                    await second.AddAsync("gone");
                }

                await db.AddAsync("own");
            }),
            Registrations["factory"]);
        var id = Call.NewId();
        Assert.Equal(200, (await app.PostAsync("/notes", id)).Status);
        Assert.True((await app.PostAsync("/notes", id)).Replayed);
        Assert.Equal(["second", "own"], app.Database.Notes);
    }

    [Fact]
    public async Task A_context_of_a_scope_that_the_handler_made_joins_too()
    {
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NotesDb db, IServiceScopeFactory scopes) =>
        {
            await using (var scope = scopes.CreateAsyncScope())
            {
                await scope.ServiceProvider.GetRequiredService<NotesDb>().AddAsync("inner");
            }

            await db.AddAsync("own");
            return Results.Conflict();
        }));
        Assert.Equal(409, (await app.PostAsync("/notes", Call.NewId())).Status);
        Assert.Empty(app.Database.Notes);
    }

    [Fact]
    [Trait("Show", "2.2")]
    public async Task The_next_lease_of_a_pool_has_a_connection_of_its_own_and_sees_nothing_uncommitted()
    {
        var gate = new Gate();
        await using var app = await TestApp.StartAsync(
            app =>
            {
                app.MapCommand("/notes", async (NotesDb db, IDbContextFactory<NotesDb> factory) =>
                {
                    await using (var second = await factory.CreateDbContextAsync())
                    {
                        await second.AddAsync("uncommitted");
                    }

                    await gate.PassAsync();
                    return Results.Ok();
                });
                app.MapGet("/notes", async (IDbContextFactory<NotesDb> factory) =>
                {
                    await using var lease = await factory.CreateDbContextAsync();
                    return await lease.Notes.AsNoTracking().Select(note => note.Text).ToListAsync();
                });
            },
            new TestAppOptions { Context = static (services, use) => services.AddDbContext<NotesDb>(use, optionsLifetime: ServiceLifetime.Singleton).AddPooledDbContextFactory<NotesDb>(use, poolSize: 1) });
        var command = app.PostAsync("/notes", Call.NewId());
        await gate.Reached;
        Assert.Equal("[]", (await app.SendAsync(new Call { Method = "GET", Path = "/notes" })).Text);
        gate.Open();
        Assert.Equal(200, (await command).Status);
        Assert.Equal("[\"uncommitted\"]", (await app.SendAsync(new Call { Method = "GET", Path = "/notes" })).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transaction_that_a_pooled_request_left_open_does_not_reach_the_next_lease(bool operation)
    {
        await using var app = await TestApp.StartAsync(
            app =>
            {
                app.MapCommand("/leave", async (NotesDb db) =>
                {
                    await db.Database.BeginTransactionAsync();
                    await db.AddAsync("left");
                });
                app.MapCommand("/next", async (NotesDb db) =>
                {
                    Assert.Null(db.Database.CurrentTransaction);
                    await db.AddAsync("next");
                });
            },
            Registrations["pooled"] with { Connection = ";Default Timeout=1" });
        await app.PostAsync("/leave", operation ? Call.NewId() : null);
        var next = await app.PostAsync("/next", id: null);
        Assert.True(next.Status == 200, string.Join('\n', app.Log.Lines));
        Assert.Contains("next", app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_context_used_after_the_answer_is_an_ordinary_one(string registration)
    {
        var gate = new Gate();
        var done = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            app => app.MapCommand("/notes", async (NotesDb db, IServiceScopeFactory scopes) =>
            {
                await db.AddAsync("in time");
                _ = Task.Run(async () =>
                {
                    try
                    {
                        await gate.PassAsync();
                        await using var scope = scopes.CreateAsyncScope();
                        await scope.ServiceProvider.GetRequiredService<NotesDb>().AddAsync("afterwards");
                        done.SetResult();
                    }
                    catch (Exception error)
                    {
                        done.SetException(error);
                    }
                });
                return Results.Ok();
            }),
            Registrations[registration]);
        Assert.Equal(200, (await app.PostAsync("/notes", Call.NewId())).Status);
        gate.Open();
        await done.Task;
        Assert.Equal(["in time", "afterwards"], app.Database.Notes);
    }

    [Fact]
    public async Task A_context_with_a_connection_of_the_applications_own_works()
    {
        using var database = new TestDatabase();
        await using var connection = new SqliteConnection(database.ConnectionString + ";Pooling=False");
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions
        {
            Database = database,
            Context = (services, _) => services.AddDbContext<NotesDb>(db => db.UseSqlite(connection)),
        });
        var id = Call.NewId();
        Assert.Equal(201, (await app.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        Assert.True((await app.PostAsync("/notes", id, NewNote.Json("a"))).Replayed);
    }
}
