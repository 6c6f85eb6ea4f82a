using System.Net.Sockets;
using Evenkeel.TestBed;

namespace Evenkeel.Stores.Tests.TestBed;

public sealed class FaultProxyTests : IAsyncLifetime
{
    private OneLineServer _server = null!;
    private FaultProxy _proxy = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await OneLineServer.StartAsync(FreePort.Next());
        _proxy = new FaultProxy(_server.Port, seed: 7);
        _client = new HttpClient { BaseAddress = _proxy.BaseAddress, Timeout = TimeSpan.FromSeconds(10) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Exchanges_on_one_connection_are_told_apart()
    {
        for (var number = 0; number < 5; number++)
        {
            Assert.Equal($"n{number}", await PostAsync($"n{number}"));
        }

        Assert.Equal(1, _proxy.Counts.Connections);
        Assert.Equal(5, _proxy.Counts[Fault.None]);
    }

    [Fact]
    public async Task A_cut_answer_is_one_that_the_server_has_given()
    {
        _proxy.FailNext(Fault.CutAnswer);
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("lost"));

        Assert.Equal(["lost"], _server.Answered);
        Assert.Equal("kept", await PostAsync("kept"));
        Assert.Equal(1, _proxy.Counts[Fault.CutAnswer]);
    }

    [Fact]
    public async Task A_cut_request_is_never_answered_by_the_server()
    {
        _proxy.FailNext(Fault.CutRequest);
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("lost"));

        Assert.Empty(_server.Answered);
        Assert.Equal(1, _proxy.Counts[Fault.CutRequest]);
    }

    [Fact]
    public async Task A_swallowed_request_hangs_until_the_client_gives_up()
    {
        _proxy.FailNext(Fault.SwallowRequest);
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PostAsync("lost", impatience.Token));

        Assert.Empty(_server.Answered);
    }

    [Fact]
    public async Task Cut_answers_come_at_the_rate_asked_for_and_only_where_it_applies()
    {
        _proxy.Rates = new FaultRates { CutAnswer = 0.3, Applies = line => line.StartsWith("POST /hurt", StringComparison.Ordinal) };
        var lost = 0;
        for (var number = 0; number < 200; number++)
        {
            lost += await IsLostAsync("hurt") ? 1 : 0;
            Assert.False(await IsLostAsync("spared"));
        }

        Assert.InRange(lost, 30, 90);
        Assert.Equal(lost, _proxy.Counts[Fault.CutAnswer]);
        Assert.Equal(400, _server.Answered.Count);
    }

    [Fact]
    public async Task Offline_resets_connections_and_online_goes_on()
    {
        await PostAsync("before");
        _proxy.Offline = true;
        var error = await Assert.ThrowsAnyAsync<Exception>(() => PostAsync("during"));
        Assert.True(error is HttpRequestException or SocketException, error.ToString());
        _proxy.Offline = false;
        Assert.Equal("after", await PostAsync("after"));
        Assert.Equal(["before", "after"], _server.Answered);
    }

    private async Task<bool> IsLostAsync(string name)
    {
        try
        {
            await PostAsync(name);
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private async Task<string> PostAsync(string name, CancellationToken cancellation = default)
    {
        // A connection of its own or a used one: HttpClient repeats a request by itself only when it could not be sent.
        using var answer = await _client.PostAsync(new Uri(name, UriKind.Relative), new StringContent("body"), cancellation);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellation);
    }
}
