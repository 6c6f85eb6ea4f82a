using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Mvc;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Forgery;

/// <summary>Who has shown a valid antiforgery token where the application asks for one has been let in by the application.</summary>
[Trait("Show", "5.9")]
public sealed class AntiforgeryTokenTests
{
    private static readonly (string Name, string Value) Foreign = ("Sec-Fetch-Site", "cross-site");

    public static TheoryData<Mvc.Routing> Routings => MvcApp.Routings;

    [Fact]
    public async Task A_form_of_a_minimal_api_with_its_token_is_served_and_without_it_is_not()
    {
        await using var app = await ForgeryApp.StartAsync(
            app =>
            {
                app.MapGet("/token", (IAntiforgery antiforgery, HttpContext http) => antiforgery.GetAndStoreTokens(http).RequestToken);
                app.MapPost("/form", async ([FromForm] string text, NotesDb db) => (await db.AddAsync(text)).Text).AsCommand();
                app.MapCommand("/plain", NotesApi.AddAsync);
            },
            static builder => builder.Services.AddAntiforgery(),
            static app => app.UseAntiforgery());
        var token = await TokenAsync(app, "/token");
        var good = Form("/form", "a", token);
        Assert.Equal((200, "\"a\""), await app.SendAsync(good.With(Foreign)) is var done ? (done.Status, done.Text.StartsWith('"') ? done.Text : $"\"{done.Text}\"") : default);
        Assert.Equal("csrf", (await app.SendAsync(Form("/form", "b", token with { Value = "made-up" }).With(Foreign))).Error);
        Assert.Equal("csrf", (await app.SendAsync(Form("/form", "c", null, token.Cookie).With(Foreign))).Error);
        // Nobody asks for one here, so that a token in a header proves nothing.
        var call = new Call { Path = "/plain", Body = NewNote.Json("d") }.With(("Cookie", token.Cookie), ("RequestVerificationToken", token.Value), Foreign);
        Assert.Equal("csrf", (await app.SendAsync(call)).Error);
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task An_action_that_validates_tokens_serves_whoever_has_one(Mvc.Routing routing)
    {
        await using var app = await MvcApp.StartAsync([typeof(FormController), typeof(ManyController)], routing, mvc: static mvc => mvc.Filters.Add<AutoValidateAntiforgeryTokenAttribute>(), options: new TestAppOptions { Services = SignIn.Cookie.Add });
        var token = await TokenAsync(app, "/form");
        foreach (var path in new[] { "/form", "/many" })
        {
            Assert.Equal(200, (await app.SendAsync(Form(path, path, token).With(Foreign))).Status);
            Assert.Equal(400, (await app.SendAsync(Form(path, "b", token with { Value = "made-up" }).With(Foreign))).Status);
        }

        Assert.Equal("csrf", (await app.SendAsync(Form("/many/ignored", "c", token).With(Foreign))).Error);
        Assert.Equal(["/form", "/many"], app.Database.Notes);
    }

    [Fact]
    public async Task A_token_that_nobody_has_looked_at_is_no_proof()
    {
        await using var app = await MvcApp.StartAsync([typeof(FormController), typeof(RequiringController)], Mvc.Routing.Endpoints, options: new TestAppOptions
        {
            Services = SignIn.Cookie.Add,
            Pipeline = static app =>
            {
                app.UseEvenkeel();
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                app.UseAntiforgery();
            },
        });
        var token = await TokenAsync(app, "/form");
        var delete = new Call { Method = "DELETE", Path = "/requiring", Id = Call.NewId() }.With(("Cookie", token.Cookie), Foreign);
        Assert.Equal("csrf", (await app.SendAsync(delete)).Error);
        Assert.Empty(app.Database.Notes);
        Assert.Equal("csrf", (await app.SendAsync(delete.With(("RequestVerificationToken", token.Value)))).Error);
        Assert.Equal(200, (await app.SendAsync(Form("/requiring", "posted", token).With(Foreign))).Status);
        Assert.Equal(400, (await app.SendAsync(Form("/requiring", "b", null, token.Cookie).With(Foreign))).Status);
        Assert.Equal(["posted"], app.Database.Notes);
    }

    [Fact]
    public async Task Actions_that_are_protected_where_they_are_mapped_take_a_token_too()
    {
        await using var app = await ForgeryApp.StartAsync(
            app => app.MapControllers().ProtectFromForgery(),
            builder => MvcApp.Add(builder.Services, [typeof(FormController)], Mvc.Routing.Endpoints));
        var token = await TokenAsync(app, "/form");
        Assert.Equal(200, (await app.SendAsync(Form("/form", "a", token).With(Foreign))).Status);
        Assert.Equal("csrf", (await app.SendAsync(Form("/form", "b", token with { Value = "made-up" }).With(Foreign))).Error);
        Assert.Equal("csrf", (await app.SendAsync(Form("/form", "b", null, token.Cookie).With(Foreign) with { ContentType = "multipart/form-data; boundary=none" })).Error);
        Assert.Equal(["a"], app.Database.Notes);
    }

    private static async Task<Token> TokenAsync(TestApp app, string path)
    {
        var call = new Call { Method = "GET", Path = path }.Under(app);
        var page = await app.SendAsync(call);
        return new Token($"{call.Headers["Cookie"]}; {page.Headers["Set-Cookie"].Split(';')[0]}", page.Text);
    }

    private static Call Form(string path, string text, Token? token, string? cookie = null) => new Call
    {
        Path = path,
        Id = Call.NewId(),
        ContentType = "application/x-www-form-urlencoded",
        Body = $"text={Uri.EscapeDataString(text)}" + (token is null ? "" : $"&__RequestVerificationToken={Uri.EscapeDataString(token.Value)}"),
    }.With(("Cookie", cookie ?? token!.Cookie));

    private sealed record Token(string Cookie, string Value);

    [Route("many")]
    [KeelCommand]
    public sealed class ManyController(NotesDb db) : Controller
    {
        [HttpPost]
        public async Task<IActionResult> Add([FromForm] string text) => Ok(await db.AddAsync(text));

        [HttpPost("ignored")]
        [IgnoreAntiforgeryToken]
        public async Task<IActionResult> Ignored([FromForm] string text) => Ok(await db.AddAsync(text));
    }

    [Route("requiring")]
    [RequireAntiforgeryToken]
    [KeelCommand]
    public sealed class RequiringController(NotesDb db) : Controller
    {
        [HttpPost]
        public async Task<IActionResult> Add([FromForm] string text) => Ok(await db.AddAsync(text));

        [HttpDelete]
        public async Task<IActionResult> Remove() => Ok(await db.AddAsync("deleted"));
    }
}
