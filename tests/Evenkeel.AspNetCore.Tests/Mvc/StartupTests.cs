using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>Applications with a Startup class: nothing of the pipeline is put in by the host.</summary>
public sealed class StartupTests
{
    public static TheoryData<Routing> Routings => MvcApp.Routings;

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task Direct_calls_flushes_and_voids_work(Routing routing)
    {
        using var database = new TestDatabase();
        using var host = await StartAsync(routing, database);
        using var http = Client(host);
        var call = new Call { Path = "/notes", Id = Call.NewId(), Body = NewNote.Json("a") };
        Assert.Equal((201, false), await SendAsync(call) is var first ? (first.Status, first.Replayed) : default);
        Assert.Equal((201, true), await SendAsync(call) is var second ? (second.Status, second.Replayed) : default);

        var gone = Call.NewId();
        var flush = await FlushAsync(
            "alice",
            Op.Line("/notes", call.Id, call.Body),
            Op.Line("/notes", body: NewNote.Json("b")),
            Op.Line("/notes/foreign", body: NewNote.Json("never")),
            Op.Line("/notes/user", body: NewNote.Json("c")),
            Op.Line("/notes/policy", body: NewNote.Json("never")),
            Op.Void(gone),
            Op.Line("/notes", gone, NewNote.Json("never")),
            Op.Line("/nothing"));
        flush.AssertStatuses(201, 201, 404, 201, 403, 200, 410, 404);
        Assert.Equal((ProblemCodes.ActionUnknown, ProblemCodes.Forbidden), (flush.Error(2), flush.Error(4)));
        Assert.True(flush.Replayed(0));
        (await FlushAsync(null, Op.Line("/notes/user", body: NewNote.Json("never")))).AssertStatuses(401);
        Assert.Equal(["a", "b", "c"], database.Notes);

        Assert.Equal("valid", (await SendAsync(new Call { Method = "GET", Path = "/_evenkeel/session" })).Json.GetProperty("state").GetString());
        Assert.Equal("anonymous", (await SendAsync(new Call { Method = "GET", Path = "/_evenkeel/session", User = null })).Json.GetProperty("state").GetString());
        Assert.Equal((404, ProblemCodes.NotFound), await SendAsync(new Call { Method = "GET", Path = "/_evenkeel/nothing" }) is var nothing ? (nothing.Status, nothing.Error) : default);
        Assert.Equal((401, 403), ((await SendAsync(call with { Path = "/notes/policy", User = null })).Status, (await SendAsync(call with { Path = "/notes/policy", Id = Call.NewId() })).Status));

        async Task<Answer> SendAsync(Call call)
        {
            using var message = call.ToMessage();
            using var response = await http.SendAsync(message);
            return await Answer.ReadAsync(response);
        }

        async Task<FlushAnswer> FlushAsync(string? user, params string[] lines) => new(await SendAsync(
            new Call { Path = "/_evenkeel/outbox", User = user, Body = string.Join('\n', lines), ContentType = "application/x-ndjson" }));
    }

    [Fact]
    public void Serving_the_endpoints_without_the_middleware_is_an_error_at_the_start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddEvenkeel();
        var app = builder.Build();
        Assert.Throws<InvalidOperationException>(() => app.UseEvenkeelEndpoints());
        app.UseEvenkeel();
        app.UseEvenkeelEndpoints();
    }

    private static HttpClient Client(IHost host)
    {
        var addresses = host.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri(addresses.First()) };
    }

    private static async Task<IHost> StartAsync(Routing routing, TestDatabase database)
    {
        var host = Host.CreateDefaultBuilder()
            .ConfigureLogging(static log => log.ClearProviders())
            .ConfigureWebHostDefaults(web => web.UseUrls("http://127.0.0.1:0").UseStartup(_ => new Startup(routing, database)))
            .Build();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<NotesDb>().Database.EnsureCreatedAsync();
        }

        await host.StartAsync();
        return host;
    }

    private sealed class Startup(Routing routing, TestDatabase database)
    {
        public void ConfigureServices(IServiceCollection services)
        {
            services.AddDbContext<NotesDb>(db => db.UseSqlite(database.ConnectionString + ";Pooling=False"));
            services.AddEvenkeel().UseStore<NotesDb>();
            services.AddAuthentication(HeaderAuthentication.Name).AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>(HeaderAuthentication.Name, null);
            services.AddAuthorization(static auth => auth.AddPolicy("write", policy => policy.RequireClaim("right", "write")));
            services.AddSingleton(new Script());
            MvcApp.Add(services, [typeof(NotesController)], routing);
        }

        public void Configure(IApplicationBuilder app)
        {
            app.UseEvenkeel();
            if (routing == Routing.ByMvc)
            {
                app.UseAuthentication();
                app.UseEvenkeelEndpoints();
                app.UseMvc(routes => routes.MapRoute("everything", "{*path}", new { controller = "Nowhere", action = "Nothing" }));
                return;
            }

            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.UseEndpoints(endpoints =>
            {
                endpoints.MapEvenkeel();
                endpoints.MapControllers();
            });
        }
    }
}
