using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Actions;

public sealed class FormTests
{
    [Fact]
    public async Task A_form_that_antiforgery_has_read_takes_effect_once_and_other_bytes_are_told_apart()
    {
        await using var app = await TestApp.StartAsync(
            app =>
            {
                app.MapGet("/form", (IAntiforgery antiforgery, HttpContext http) => antiforgery.GetAndStoreTokens(http).RequestToken);
                app.MapPost("/form", ([FromForm] string text, NotesDb db) => db.AddAsync(text)).AsCommand();
            },
            new TestAppOptions
            {
                Services = static builder => builder.Services.AddAntiforgery(),
                Pipeline = static app =>
                {
                    app.UseEvenkeel();
                    app.UseAntiforgery();
                },
            });
        var page = await app.SendAsync(new Call { Method = "GET", Path = "/form" });
        var call = new Call
        {
            Path = "/form",
            Id = Call.NewId(),
            ContentType = "application/x-www-form-urlencoded",
            Body = $"text=a&__RequestVerificationToken={Uri.EscapeDataString(page.Text)}",
            Headers = new Dictionary<string, string> { ["Cookie"] = page.Headers["Set-Cookie"].Split(';')[0] },
        };
        Assert.Equal((400, 0), ((await app.SendAsync(call with { Body = "text=a" })).Status, app.Database.Notes.Length));
        var (first, second) = (await app.SendAsync(call), await app.SendAsync(call));
        Assert.Equal((200, false, true), (first.Status, first.Replayed, second.Replayed));
        Assert.Equal(422, (await app.SendAsync(call with { Body = call.Body.Replace("text=a", "text=b") })).Status);
        Assert.Equal(["a"], app.Database.Notes);
    }
}
