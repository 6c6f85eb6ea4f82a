using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Forgery;

/// <summary>The application's CORS policy is the one list of other origins that may send commands.</summary>
[Trait("Show", "5.9")]
public sealed class CorsListTests
{
    private const string Front = "https://front.example";
    private const string Other = "https://other.example";

    [Fact]
    public async Task The_default_policy_holds_for_endpoints_that_name_none_and_for_our_own()
    {
        await using var app = await StartAsync(builder => builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins(Front).AllowCredentials())));
        await AssertAllowsAsync(app, "/plain", Front);
        await AssertRefusesAsync(app, "/plain", Other);
        await AssertRefusesAsync(app, "/named", Front);
        await AssertRefusesAsync(app, "/none", Front);
        var flush = new Call { Path = "/_evenkeel/outbox", ContentType = "application/x-ndjson", Body = string.Join('\n', Op.Line("/plain", body: NewNote.Json("a")), Op.Line("/none", body: NewNote.Json("b"))) };
        var lines = new FlushAnswer(await app.SendAsync(flush.Under(app, ("Origin", Front), ("Sec-Fetch-Site", "cross-site"))));
        lines.AssertStatuses(201, 403);
        Assert.Equal("csrf", lines.Error(1));
    }

    [Fact]
    public async Task The_policy_of_an_endpoint_stands_above_the_default_one()
    {
        await using var app = await StartAsync(builder => builder.Services.AddCors(cors =>
        {
            cors.AddDefaultPolicy(policy => policy.WithOrigins(Other).AllowCredentials());
            cors.AddPolicy("named", policy => policy.WithOrigins(Front).AllowCredentials());
        }));
        foreach (var path in new[] { "/named", "/inline", "/controller" })
        {
            await AssertAllowsAsync(app, path, Front);
            await AssertRefusesAsync(app, path, Other);
        }

        await AssertAllowsAsync(app, "/plain", Other);
        await AssertRefusesAsync(app, "/none", Other);
    }

    [Fact]
    public async Task Operations_of_a_flush_reach_endpoints_with_a_policy_of_their_own()
    {
        await using var app = await StartAsync(builder => builder.Services.AddCors(cors => cors.AddPolicy("named", policy => policy.WithOrigins(Front).AllowCredentials())));
        var paths = new[] { "/named", "/inline", "/none", "/controller" };
        (await app.FlushAsync(paths.Select(path => Op.Line(path, body: NewNote.Json("a"))), call => call.Own(app))).AssertStatuses(201, 201, 201, 201);
    }

    [Fact]
    public async Task The_policy_that_the_application_uses_by_name_is_told_to_evenkeel()
    {
        await using var app = await StartAsync(builder =>
        {
            builder.Services.AddCors(cors => cors.AddPolicy("pages", policy => policy.SetIsOriginAllowedToAllowWildcardSubdomains().WithOrigins("https://*.example").AllowCredentials()));
            builder.AddEvenkeel().ConfigureForgery(forgery => forgery.CorsPolicy = "pages");
        });
        await AssertAllowsAsync(app, "/plain", Front);
        await AssertRefusesAsync(app, "/plain", "https://front.evil");
        await AssertRefusesAsync(app, "/plain", "null");
    }

    [Fact]
    public async Task A_policy_without_credentials_is_for_those_who_send_none()
    {
        await using var app = await StartAsync(builder => builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.AllowAnyOrigin())));
        await AssertRefusesAsync(app, "/plain", Front);
        await AssertRefusesAsync(app, "/plain", "*");
        Assert.Equal(201, (await app.SendAsync(new Call { Path = "/plain", Body = NewNote.Json("a") }.With(("Origin", Front), ("Sec-Fetch-Site", "cross-site")))).Status);
    }

    [Fact]
    public async Task A_policy_that_does_not_exist_allows_nobody_and_neither_does_none()
    {
        await using var app = await StartAsync(builder =>
        {
            builder.Services.AddCors();
            builder.AddEvenkeel().ConfigureForgery(forgery => forgery.CorsPolicy = "misspelt");
        });
        await AssertRefusesAsync(app, "/plain", Front);
        await using var without = await ForgeryApp.StartAsync(web => web.MapCommand("/plain", NotesApi.AddAsync));
        await AssertRefusesAsync(without, "/plain", Front);
    }

    private static async Task AssertAllowsAsync(TestApp app, string path, string origin)
    {
        Assert.Equal(201, (await SendAsync(app, path, ("Origin", origin), ("Sec-Fetch-Site", "cross-site"))).Status);
        Assert.Equal(201, (await SendAsync(app, path, ("Origin", origin))).Status);
        // Whoever does not say which page it is cannot be on a list.
        Assert.Equal("csrf", (await SendAsync(app, path, ("Sec-Fetch-Site", "cross-site"))).Error);
    }

    private static async Task AssertRefusesAsync(TestApp app, string path, string origin)
    {
        Assert.Equal("csrf", (await SendAsync(app, path, ("Origin", origin), ("Sec-Fetch-Site", "cross-site"))).Error);
        Assert.Equal("csrf", (await SendAsync(app, path, ("Origin", origin))).Error);
    }

    private static Task<Answer> SendAsync(TestApp app, string path, params (string Name, string Value)[] headers) =>
        app.SendAsync(new Call { Path = path, Id = Call.NewId(), Body = NewNote.Json("a") }.Under(app, headers));

    private static Task<TestApp> StartAsync(Action<WebApplicationBuilder> services) => ForgeryApp.StartAsync(
        app =>
        {
            app.MapCommand("/plain", NotesApi.AddAsync);
            app.MapCommand("/named", NotesApi.AddAsync).RequireCors("named");
            app.MapPost("/inline", NotesApi.AddAsync).AsCommand().RequireCors(policy => policy.WithOrigins(Front).AllowCredentials());
            app.MapCommand("/none", NotesApi.AddAsync).WithMetadata(new DisableCorsAttribute());
            app.MapControllers();
        },
        builder =>
        {
            Tests.Mvc.MvcApp.Add(builder.Services, [typeof(ListedController)], Tests.Mvc.Routing.Endpoints);
            services(builder);
        },
        app => app.UseCors());

    [Route("controller")]
    [EnableCors("named")]
    [KeelCommand]
    public sealed class ListedController(NotesDb db) : Controller
    {
        [HttpPost]
        public async Task<IActionResult> Add([FromBody] NewNote input) => Created("/", await db.AddAsync(input.Text));
    }
}
