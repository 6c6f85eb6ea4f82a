using Evenkeel.AspNetCore.Tests.Deliveries;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Sessions;

namespace Evenkeel.AspNetCore.Tests.OperatorConsole;

/// <summary>What can be done at the console.</summary>
public sealed class ConsoleOrderTests
{
    [Fact]
    public async Task An_earlier_build_is_made_current()
    {
        await using var app = await ConsoleApp.StartAsync();
        await app.BeatAsync();
        var own = (await app.FactsAsync()).GetProperty("build").GetString();
        app.Database.Query("INSERT INTO evenkeel_build (name, epoch, page, since) VALUES ('b9', 9, NULL, 0)");
        await app.BeatAsync();
        Assert.Equal($"Deployment 10 is {own}.", (await app.OrderAsync($$"""{"action":"activate","build":"{{own}}"}""")).Said());
        Assert.Equal(own, (await app.FactsAsync()).GetProperty("deployments").GetProperty("current").GetString());
        var unknown = await app.OrderAsync("""{"action":"activate","build":"b77"}""");
        Assert.Equal((400, "request-malformed"), (unknown.Status, unknown.Error));
        Assert.Equal($"No build 'b77' was ever live. Known are: {string.Join(", ", new[] { own, "b9" }.Order(StringComparer.Ordinal))}.", unknown.Json.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_sessions_of_one_user_end_and_no_others()
    {
        await using var app = await ConsoleApp.StartAsync();
        var (theirs, others) = (await app.SignInAsync("alice"), await app.SignInAsync("bob"));
        Assert.Equal("One session was ended.", (await app.OrderAsync("""{"action":"revoke","user":"alice","tenant":""}""")).Said());
        Assert.Equal("This user has no sessions.", (await app.OrderAsync("""{"action":"revoke","user":"nobody"}""")).Said());
        Assert.Equal(1, (await app.FactsAsync()).GetProperty("stored").GetProperty("sessions").GetInt32());
        Assert.NotEqual(theirs, others);
    }

    [Fact]
    public async Task A_parked_delivery_is_tried_again_and_says_nothing_of_whom_it_is_for()
    {
        var isDown = true;
        var sink = new MailSink { Before = (_, _) => isDown ? throw new InvalidOperationException("Nobody called anna@secret.test.") : Task.CompletedTask };
        await using var app = await ConsoleApp.StartAsync(sink: sink);
        Assert.Equal(204, (await app.PostAsync("/mails", Call.NewId(), """{"to":"anna@secret.test"}""")).Status);
        await Testing.Time.Poll.UntilAsync(() => !sink.Tried.IsEmpty, TimeSpan.FromSeconds(30), "the first attempt");
        await Testing.Time.Poll.UntilAsync(() => app.Rows("error IS NOT NULL") == 1, TimeSpan.FromSeconds(30), "its failure to be noted");
        app.Database.Query("UPDATE evenkeel_delivery SET state = 2, attempts = 10, leased_until = NULL");

        var answer = await app.ConsoleAsync("/facts");
        var parked = answer.Json.GetProperty("stored").GetProperty("parked").EnumerateArray().Single();
        Assert.Equal(("mail", "System.InvalidOperationException", 10), (parked.GetProperty("name").GetString(), parked.GetProperty("reason").GetString(), parked.GetProperty("attempts").GetInt32()));
        Assert.DoesNotContain("secret.test", answer.Text, StringComparison.Ordinal);

        isDown = false;
        var order = $$"""{"action":"retry","delivery":"{{parked.GetProperty("id").GetString()}}"}""";
        Assert.Equal("It is tried again now.", (await app.OrderAsync(order)).Said());
        await app.EmptyAsync();
        Assert.Equal("It is not parked any more.", (await app.OrderAsync(order)).Said());
        Assert.Equal(0, (await app.FactsAsync()).GetProperty("stored").GetProperty("parked").GetArrayLength());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"action":"launch"}""")]
    [InlineData("""{"action":"activate"}""")]
    [InlineData("""{"action":"revoke","user":""}""")]
    [InlineData("""{"action":"retire","build":"b1"}""")]
    [InlineData("null")]
    [InlineData("garbage")]
    [InlineData("""{"action":"retry","delivery":"no id"}""")]
    public async Task What_is_no_order_is_refused(string body)
    {
        await using var app = await ConsoleApp.StartAsync();
        var refused = await app.OrderAsync(body);
        Assert.Equal((400, "request-malformed"), (refused.Status, refused.Error));
    }

    [Fact]
    public async Task An_order_has_a_limit()
    {
        await using var app = await ConsoleApp.StartAsync();
        Assert.Equal("request-too-large", (await app.OrderAsync($$"""{"action":"{{new string('a', 5000)}}"}""")).Error);
    }
}
