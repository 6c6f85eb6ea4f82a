using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Deployments;

/// <summary>The event stream.</summary>
public sealed class EventsTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await Builds.StartAsync("b1", _database, Builds.First, options => (options.MaxStreams, options.KeepAliveEvery) = (2, TimeSpan.FromSeconds(1)));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _database.Dispose();
    }

    [Fact]
    public async Task It_begins_with_what_is_current_and_tells_of_the_activation_of_another_instance()
    {
        using var stream = await OpenAsync();
        Assert.Equal(["event: deployment", "id: 1", """data: {"build":"b1","epoch":1,"page":null}"""], await stream.NextAsync());
        await using var second = await Builds.StartAsync("b2", _database, Builds.Second);
        Assert.Equal(["event: deployment", "id: 2", """data: {"build":"b2","epoch":2,"page":null}"""], await stream.NextAsync());
    }

    [Theory]
    [InlineData("1", "id: 2")]
    [InlineData("garbage", "id: 1")]
    [InlineData("-1", "id: 1")]
    [InlineData("99999999999999999999999", "id: 1")]
    [InlineData("0", "id: 1")]
    public async Task A_page_that_comes_back_is_told_what_it_has_not_heard(string last, string expected)
    {
        using var stream = await OpenAsync(last);
        var first = stream.NextAsync();
        await Task.WhenAny(first, stream.Commented);
        await using var second = await Builds.StartAsync("b2", _database, Builds.Second);
        Assert.Equal(expected, (await first)[1]);
    }

    [Fact]
    public async Task A_comment_shows_that_it_lives_and_proxies_are_told_not_to_hold_it_back()
    {
        using var stream = await OpenAsync();
        Assert.Equal(("text/event-stream", "no-store", "no"), stream.Headers);
        await stream.Commented;
        await stream.CommentedAgain;
    }

    [Fact]
    public async Task There_are_no_more_than_allowed_and_a_place_is_free_when_a_page_has_gone()
    {
        using (await OpenAsync())
        using (await OpenAsync())
        {
            var refused = await _app.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/events" });
            Assert.Equal((503, "too-many-streams", "60"), (refused.Status, refused.Error, refused.Headers["Retry-After"]));
        }

        await Testing.Time.Poll.UntilAsync(() => _app.Services.GetRequiredService<EventStreams>().Count == 0, TimeSpan.FromSeconds(20), "the streams to be counted out");
        using var third = await OpenAsync();
        Assert.Equal("id: 1", (await third.NextAsync())[1]);
    }

    private async Task<OpenStream> OpenAsync(string? last = null)
    {
        var call = new Call { Method = "GET", Path = "/_evenkeel/events", Headers = last is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Last-Event-ID"] = last } };
        return await OpenStream.OpenAsync(_app.Http, call);
    }
}
