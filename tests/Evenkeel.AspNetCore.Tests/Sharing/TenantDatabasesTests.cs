using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Sharing;

/// <summary>Applications whose contexts depend on the request: nothing is written to another tenant's database.</summary>
public sealed class TenantDatabasesTests
{
    [Fact]
    [Trait("Show", "2.6")]
    public async Task With_a_database_for_each_tenant_every_write_and_row_is_in_its_own()
    {
        using var north = new TestDatabase();
        using var south = new TestDatabase();
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions
        {
            Database = north,
            Context = (services, _) => services.AddDbContext<NotesDb>((provider, db) => db.UseSqlite(Of(provider.GetService<IHttpContextAccessor>()?.HttpContext).ConnectionString)),
        });
        north.Query($"VACUUM INTO '{south.ConnectionString["Data Source=".Length..]}'");

        var direct = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => app.SendAsync(
            new Call { Path = "/notes", Id = Call.NewId(), Tenant = number % 2 == 0 ? "north" : "south", Body = NewNote.Json(number % 2 == 0 ? "north" : "south") })));
        Assert.All(direct, answer => Assert.Equal((201, false), (answer.Status, answer.Replayed)));
        foreach (var tenant in new[] { "north", "south" })
        {
            (await app.FlushAsync([Op.Line("/notes", body: NewNote.Json(tenant)), Op.Line("/notes", body: NewNote.Json(tenant))], call => call with { Tenant = tenant })).AssertStatuses(201, 201);
        }

        Assert.Equal((22, 22), (north.Notes.Count(note => note == "north"), south.Notes.Count(note => note == "south")));
        Assert.Equal((22, 22L, 22, 22L), (north.Notes.Length, north.LedgerRows, south.Notes.Length, south.LedgerRows));

        TestDatabase Of(HttpContext? http) => http?.Request.Headers["X-Tenant"].ToString() == "south" ? south : north;
    }

    [Fact]
    public async Task A_context_that_only_a_requests_own_scope_can_make_has_commits_of_its_own()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions
        {
            Services = builder => builder.Services.AddScoped<FromMiddleware>(),
            Context = (services, use) => services.AddDbContext<NotesDb>((provider, db) =>
            {
                // Only the start, which has no request, and requests that came through the middleware have one.
                var known = provider.GetService<IHttpContextAccessor>()?.HttpContext is null || provider.GetRequiredService<FromMiddleware>().IsSet;
                use(known ? db : throw new InvalidOperationException("The middleware did not run in this scope."));
            }),
            Pipeline = app =>
            {
                app.UseEvenkeel();
                app.Use((http, next) =>
                {
                    http.RequestServices.GetRequiredService<FromMiddleware>().IsSet = true;
                    return next(http);
                });
            },
        });
        var id = Call.NewId();
        Assert.Equal(201, (await app.PostAsync("/notes", id, NewNote.Json("direct"))).Status);
        Assert.True((await app.PostAsync("/notes", id, NewNote.Json("direct"))).Replayed);
        (await app.FlushAsync([Op.Line("/notes", body: NewNote.Json("first")), Op.Line("/notes", body: NewNote.Json("second"))])).AssertStatuses(201, 201);
        Assert.Equal(["direct", "first", "second"], app.Database.Notes);
        Assert.Equal(3, app.Database.LedgerRows);
    }

    private sealed class FromMiddleware
    {
        public bool IsSet { get; set; }
    }
}
