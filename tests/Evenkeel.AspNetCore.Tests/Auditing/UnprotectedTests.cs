using Evenkeel.AspNetCore.Auditing;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Mvc;
using Evenkeel.Testing.Audits;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;

namespace Evenkeel.AspNetCore.Tests.Auditing;

/// <summary>The audit names what pages of other sites could have done under a user's cookie.</summary>
[Trait("Show", "5.9")]
public sealed class UnprotectedTests
{
    private static readonly Dictionary<string, (Action<WebApplication> Map, string? Says)> Routes = new()
    {
        ["a POST"] = (app => app.MapPost("/x", () => 1), "POST /x may change something"),
        ["a DELETE of a group"] = (app => app.MapGroup("/g").MapDelete("/x", () => 1), "DELETE /g/x may change something"),
        ["a command"] = (app => app.MapCommand("/x", () => 1), null),
        ["an adopted command"] = (app => app.MapPost("/x", () => 1).AsCommand(), null),
        ["a command that anybody may send"] = (app => app.MapCommand("/x", () => 1).AllowCrossSite(), "POST /x is a command that pages of any site may send"),
        ["a protected POST"] = (app => app.MapPost("/x", () => 1).ProtectFromForgery(), null),
        ["a POST of a protected group"] = (app => app.MapGroup("/g").ProtectFromForgery().MapPost("/x", () => 1), null),
        ["a POST that a protected group lets through"] = (app => app.MapGroup("/g").ProtectFromForgery().MapPost("/x", () => 1).AllowCrossSite(), "POST /g/x may change something"),
        ["a form"] = (app => app.MapPost("/x", ([FromForm] string text) => text), null),
        ["a form without the check"] = (app => app.MapPost("/x", ([FromForm] string text) => text).DisableAntiforgery(), "POST /x may change something"),
        // The framework notes what it finds, and only the binding of a form looks.
        ["a token that nobody looks at"] = (app => app.MapPost("/x", () => 1).WithMetadata(new RequireAntiforgeryTokenAttribute()), "POST /x may change something"),
        ["a form under a method that is not looked at"] = (app => app.MapDelete("/x", ([FromForm] string text) => text), "DELETE /x may change something"),
        ["declared"] = (app => app.MapPost("/x", () => 1).Unaudited("a webhook with a signature"), null),
        ["a GET"] = (app => app.MapGet("/x", () => 1), null),
        ["every method"] = (app => app.Map("/x", () => 1), null),
        ["a search"] = (app => app.MapPost("/x", () => 1).AsQuery(), null),
        ["actions"] = (app => app.MapControllers(), "POST actions/ignored may change something;POST actions/plain may change something;DELETE actions/required may change something"),
    };

    public static TheoryData<string> Cases => new(Routes.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_is_judged_by_what_keeps_it(string name)
    {
        await using var app = await StartAsync(Routes[name].Map);
        var found = Unprotected(app);
        var expected = Routes[name].Says?.Split(';') ?? [];
        Assert.Equal(expected.Length, found.Count);
        Assert.All(expected.Zip(found.Order(StringComparer.Ordinal).OrderBy(each => each.Split(' ')[1], StringComparer.Ordinal)), each => Assert.StartsWith(each.First, each.Second));
    }

    [Fact]
    public async Task A_filter_for_all_actions_counts_and_one_that_takes_itself_out_does_not()
    {
        await using var app = await StartAsync(app => app.MapControllers(), static mvc => mvc.Filters.Add<AutoValidateAntiforgeryTokenAttribute>());
        Assert.StartsWith("POST actions/ignored ", Assert.Single(Unprotected(app)));
    }

    [Fact]
    public async Task Without_cookies_nobody_sends_anything_under_anothers_name()
    {
        await using var app = await TestApp.StartAsync(app => app.MapPost("/x", () => 1));
        Assert.Empty(Unprotected(app));
    }

    [Fact]
    public async Task Many_that_are_no_commands_are_one_warning_and_commands_are_named()
    {
        await using var app = await StartAsync(app =>
        {
            for (var i = 1; i <= 200; i++)
            {
                app.MapPost($"/old/{i}", () => 1);
            }

            app.MapCommand("/new", () => 1).AllowCrossSite();
        });
        Assert.Equal(201, Unprotected(app).Count);
        Assert.Equal(2, app.Log.Lines.Count);
        Assert.Single(app.Log.Lines, line => line.Contains("200 routes", StringComparison.Ordinal) && line.Contains("POST /old/1, POST /old/2, POST /old/3.", StringComparison.Ordinal));
        Assert.Single(app.Log.Lines, line => line.Contains("POST /new is a command", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_is_to_throw_names_each()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(
            app =>
            {
                app.MapPost("/old", () => 1);
                app.MapPost("/older", () => 1);
            },
            configure: static builder => builder.AddEvenkeel().ConfigureAudit(audit => audit.Mode = AuditMode.Throw)));
        Assert.Contains("POST /old may change something", error.Message);
        Assert.Contains("POST /older may change something", error.Message);
    }

    private static List<string> Unprotected(TestApp app) => [.. RouteAudit.Of(app.Services).Findings.Where(each => each.Kind == AuditFindingKind.Unprotected).Select(each => each.Message)];

    private static Task<TestApp> StartAsync(Action<WebApplication> map, Action<MvcOptions>? mvc = null, Action<WebApplicationBuilder>? configure = null) => TestApp.StartAsync(map, new TestAppOptions
    {
        Services = builder =>
        {
            SignIn.Cookie.Add(builder);
            MvcApp.Add(builder.Services, [typeof(ActionsController)], Tests.Mvc.Routing.Endpoints, mvc);
            configure?.Invoke(builder);
        },
        Pipeline = static app =>
        {
            app.UseAntiforgery();
            app.UseEvenkeel();
        },
    });

    [Route("actions")]
    public sealed class ActionsController : Controller
    {
        [HttpPost("plain")]
        public IActionResult Plain() => Ok();

        [HttpPost("validated")]
        [ValidateAntiForgeryToken]
        public IActionResult Validated() => Ok();

        [HttpPost("ignored")]
        [ValidateAntiForgeryToken]
        [IgnoreAntiforgeryToken(Order = 1001)]
        public IActionResult Ignored() => Ok();

        [HttpPost("required")]
        [RequireAntiforgeryToken]
        public IActionResult Required() => Ok();

        [HttpDelete("required")]
        [RequireAntiforgeryToken]
        public IActionResult RequiredOfADelete() => Ok();

        [HttpPost("command")]
        [KeelCommand]
        public IActionResult Command() => Ok();

        [HttpGet("page")]
        public IActionResult Page() => Ok();
    }
}
