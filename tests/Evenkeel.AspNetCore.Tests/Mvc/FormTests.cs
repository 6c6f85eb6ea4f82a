using Evenkeel.AspNetCore.Tests.Hosting;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>Forms: the check of forged ones reads the body before the command is reached.</summary>
public sealed class FormTests
{
    public static TheoryData<Routing> Routings => MvcApp.Routings;

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_form_with_an_antiforgery_token_takes_effect_once_and_other_bytes_are_told_apart(Routing routing)
    {
        await using var app = await MvcApp.StartAsync([typeof(FormController)], routing);
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
        Assert.Equal(first.Text, second.Text);
        Assert.Equal((422, "operation-id-reused"), await app.SendAsync(call with { Body = call.Body.Replace("text=a", "text=b") }) is var other ? (other.Status, other.Error) : default);
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_large_file_takes_effect_once(Routing routing)
    {
        await using var app = await MvcApp.StartAsync([typeof(FormController)], routing);
        var text = new string('x', 200_000);
        var call = new Call
        {
            Path = "/form/file",
            Id = Call.NewId(),
            ContentType = "multipart/form-data; boundary=b",
            Body = $"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n{text}\r\n--b--\r\n",
        };
        var (first, second) = (await app.SendAsync(call), await app.SendAsync(call));
        Assert.Equal((200, false, true), (first.Status, first.Replayed, second.Replayed));
        Assert.Equal(422, (await app.SendAsync(call with { Body = call.Body.Replace("x\r\n", "y\r\n") })).Status);
        Assert.Equal([text], app.Database.Notes);
    }
}
