using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Mvc;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Forgery;

/// <summary>AllowCrossSite lets everybody come, ProtectFromForgery nobody of another site, signed in or not.</summary>
[Trait("Show", "5.9")]
public sealed class OptOutTests
{
    private static readonly (string Name, string Value) Foreign = ("Sec-Fetch-Site", "cross-site");

    [Fact]
    public async Task AllowCrossSite_lets_pages_of_other_sites_send()
    {
        await using var app = await StartAsync();
        foreach (var path in new[] { "/open/native", "/open/adopted", "/open/notes" })
        {
            Assert.Equal(201, (await app.SendAsync(Post(path).Under(app, Foreign))).Status);
            Assert.Equal(201, (await app.SendAsync(Post(path).Under(app, ("Origin", "null")))).Status);
        }

        // The last word stands.
        Assert.Equal("csrf", (await app.SendAsync(Post("/open/closed").Under(app, Foreign))).Error);
    }

    [Theory]
    [InlineData("/closed/upload")]
    [InlineData("/closed/notes/foreign")]
    [InlineData("/closed/native")]
    [InlineData("/closed/adopted")]
    [InlineData("/closed/notes")]
    [InlineData("/open/closed")]
    public async Task ProtectFromForgery_refuses_without_a_cookie_too(string path)
    {
        await using var app = await StartAsync();
        foreach (var forged in new[] { Post(path).With(Foreign), Post(path).With(("Origin", "https://evil.example")), Post(path).Under(app, Foreign) })
        {
            var answer = await app.SendAsync(forged);
            Assert.Equal((403, "csrf"), (answer.Status, answer.Error));
        }

        Assert.Contains("\"error\":\"csrf\"", await ForgeryApp.SendHeadAsync(app, new Call { Path = path }, Foreign));
        Assert.Empty(app.Database.Notes);
        foreach (var good in new[] { Post(path), Post(path).With(("Sec-Fetch-Site", "same-origin")), Post(path).Own(app) })
        {
            Assert.Equal(201, (await app.SendAsync(good with { User = null })).Status);
        }
    }

    [Fact]
    public async Task Reading_below_a_protected_group_goes_on()
    {
        await using var app = await StartAsync();
        Assert.Equal(200, (await app.SendAsync(new Call { Method = "GET", Path = "/closed/page" }.With(Foreign))).Status);
    }

    [Fact]
    public async Task What_is_no_command_and_not_protected_is_the_applications_own_affair()
    {
        await using var app = await StartAsync();
        Assert.Equal(201, (await app.SendAsync(Post("/upload").Under(app, Foreign))).Status);
    }

    [Fact]
    public async Task Protecting_in_an_application_without_evenkeel_is_an_error_that_says_so_and_lets_nothing_pass()
    {
        await using var app = await PlainApp.StartAsync(app => app.MapPost("/upload", NotesApi.AddAsync).ProtectFromForgery());
        using var http = new HttpClient { BaseAddress = app.Uri };
        Assert.Equal(500, (int)(await http.SendAsync(Post("/upload").With(Foreign).ToMessage())).StatusCode);
        Assert.Equal(201, (int)(await http.SendAsync(Post("/upload").ToMessage())).StatusCode);
        Assert.Single(app.Database.Notes);
    }

    private static Call Post(string path) => new() { Path = path, Body = NewNote.Json("a"), FromRuntime = false };

    private static Task<TestApp> StartAsync() => ForgeryApp.StartAsync(
        app =>
        {
            app.MapPost("/upload", NotesApi.AddAsync);
            var open = app.MapGroup("/open").AllowCrossSite();
            open.MapCommand("/native", NotesApi.AddAsync);
            open.MapPost("/adopted", NotesApi.AddAsync).AsCommand();
            open.MapCommand("/closed", NotesApi.AddAsync).ProtectFromForgery();
            open.MapControllers();
            var closed = app.MapGroup("/closed").ProtectFromForgery();
            closed.MapGet("/page", () => "page");
            closed.MapPost("/upload", NotesApi.AddAsync);
            closed.MapCommand("/native", NotesApi.AddAsync);
            closed.MapPost("/adopted", NotesApi.AddAsync).AsCommand();
            closed.MapControllers();
        },
        static builder =>
        {
            builder.Services.AddSingleton(new Script());
            MvcApp.Add(builder.Services, [typeof(NotesController)], Mvc.Routing.Endpoints);
        });
}
