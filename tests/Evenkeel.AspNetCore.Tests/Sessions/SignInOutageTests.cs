using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Sessions;

/// <summary>Signing in and out while the database cannot be written, behind what applications have against exceptions.</summary>
public sealed class SignInOutageTests
{
    public static TheoryData<string> Pipelines => ["none", "handler", "handler outside", "page", "catches"];

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Nothing_can_be_told_whatever_the_application_makes_of_an_exception(string pipeline)
    {
        await using var app = await SessionApp.StartAsync(new TestAppOptions { Pipeline = app => Use(app, pipeline) });
        var cookie = await app.SignInAsync();
        app.Database.Rename("evenkeel_session", "away");
        foreach (var fromRuntime in new[] { true, false })
        {
            SessionApp.AssertUnknown(await app.GetAsync("/sign-in/bob/", null, fromRuntime, "POST"));
            SessionApp.AssertUnknown(await app.GetAsync("/sign-in/bob/", cookie, fromRuntime, "POST"));
            SessionApp.AssertUnknown(await app.GetAsync("/sign-out", cookie, fromRuntime, "POST"));
        }

        app.Database.Rename("away", "evenkeel_session");
        Assert.Equal("alice", (await app.MeAsync(cookie)).Text);
        Assert.Equal("bob", (await app.MeAsync(await app.SignInAsync("bob"))).Text);
    }

    [Fact]
    public async Task An_application_that_answers_503_itself_says_when_to_try_again_and_nothing_else()
    {
        await using var app = await SessionApp.StartAsync(new TestAppOptions { Pipeline = app => Use(app, "maintenance") });
        app.Database.Rename("evenkeel_session", "away");
        var answer = await app.GetAsync("/sign-in/bob/", null, fromRuntime: false, "POST");
        Assert.Equal((503, "", "2", ""), (answer.Status, answer.Text, answer.HeaderOf("Retry-After"), answer.HeaderOf("Set-Cookie")));
    }

    [Fact]
    public async Task Past_a_body_that_has_been_exchanged_in_between_the_status_still_says_so()
    {
        await using var app = await SessionApp.StartAsync(new TestAppOptions { Pipeline = app => Use(app, "compressed") }, services: builder => builder.Services.AddResponseCompression(options => options.EnableForHttps = true));
        app.Database.Rename("evenkeel_session", "away");
        var answer = await app.GetAsync("/sign-in/bob/", null, fromRuntime: false, "POST", ("Accept-Encoding", "gzip"));
        Assert.Equal((503, "the application's own", "2", ""), (answer.Status, answer.Text, answer.HeaderOf("Retry-After"), answer.HeaderOf("Set-Cookie")));
    }

    private static void Use(WebApplication app, string pipeline)
    {
        if (pipeline == "handler outside")
        {
            app.UseExceptionHandler(Answer(500));
        }

        app.UseEvenkeel();
        switch (pipeline)
        {
            case "handler":
                app.UseExceptionHandler(Answer(500));
                break;
            case "page":
                app.UseExceptionHandler("/anyone");
                break;
            case "maintenance":
                app.UseExceptionHandler(Answer(503));
                break;
            case "compressed":
                app.UseExceptionHandler(Answer(500));
                app.UseResponseCompression();
                break;
            case "catches":
                app.Use(async (http, next) =>
                {
                    try
                    {
                        await next(http);
                    }
                    catch (Exception error)
                    {
                        http.Response.StatusCode = 200;
                        await http.Response.WriteAsync(error.Message);
                    }
                });
                break;
        }

        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    private static Action<IApplicationBuilder> Answer(int status) => handler => handler.Run(http =>
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync("the application's own");
    });
}
