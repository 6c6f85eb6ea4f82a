using System.Net.Sockets;
using System.Text;

using Evenkeel.Testing.Faults;
using Evenkeel.Testing.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.Testing.Tests.Faults;

public sealed class FaultProxyTests : IAsyncLifetime
{
    private readonly TalkingServer _server = new();
    private readonly ManualClock _clock = new();
    private KeelHost _host = null!;
    private FaultProxy _proxy = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await _server.StartAsync();
        _proxy = FaultProxy.Before(_host.BaseAddress, seed: 7, _clock);
        _client = new HttpClient { BaseAddress = _proxy.BaseAddress, Timeout = TimeSpan.FromSeconds(10) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _proxy.DisposeAsync();
        await _host.DisposeAsync();
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
        Assert.Equal(1, _proxy.Counts[Fault.SwallowRequest]);
    }

    [Fact]
    public async Task A_swallowed_answer_is_given_and_never_heard()
    {
        _proxy.FailNext(Fault.SwallowAnswer);
        using var impatience = new CancellationTokenSource();
        var hanging = PostAsync("lost", impatience.Token);
        await Poll.UntilAsync(() => _proxy.Counts[Fault.SwallowAnswer] == 1, TimeSpan.FromSeconds(30), "the answer is swallowed");
        Assert.False(hanging.IsCompleted);
        Assert.Equal(["lost"], _server.Answered);

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        Assert.Equal("kept", await PostAsync("kept"));
    }

    [Theory]
    [InlineData("big")]
    [InlineData("chunked")]
    public async Task A_truncated_answer_begins_and_never_ends(string path)
    {
        for (var time = 1; time <= 10; time++)
        {
            _proxy.FailNext(Fault.TruncateAnswer);
            await Assert.ThrowsAnyAsync<Exception>(() => _client.GetStringAsync(new Uri(path, UriKind.Relative)));
            Assert.Equal(time, _proxy.Counts[Fault.TruncateAnswer]);
        }

        Assert.Equal(path == "big" ? 300_000 : 100_000, (await _client.GetStringAsync(new Uri(path, UriKind.Relative))).Length);
    }

    [Fact]
    public async Task The_shortest_answer_is_truncated_too()
    {
        _proxy.FailNext(Fault.TruncateAnswer);
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("lost"));
        Assert.Equal(["lost"], _server.Answered);
    }

    [Fact]
    public async Task A_connection_that_is_closed_after_its_answer_has_given_the_whole_answer()
    {
        _proxy.FailNext(Fault.CloseAfterAnswer);
        Assert.Equal(300_000, (await _client.GetStringAsync(new Uri("big", UriKind.Relative))).Length);
        Assert.Equal("next", await PostAsync("next"));
        Assert.Equal(1, _proxy.Counts[Fault.CloseAfterAnswer]);
        Assert.Equal(2, _proxy.Counts.Connections);
    }

    [Fact]
    public async Task A_delayed_answer_is_held_after_the_server_gave_it_until_the_clock_says_so()
    {
        _proxy.DelayNext(TimeSpan.FromMinutes(5));
        var late = PostAsync("late");
        await _clock.UntilTimersAsync(1);
        Assert.Equal(["late"], _server.Answered);
        Assert.False(late.IsCompleted);

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("late", await late);
        Assert.Equal(1, _proxy.Counts[Fault.Delay]);
        Assert.Throws<ArgumentException>(() => _proxy.FailNext(Fault.Delay));
    }

    [Fact]
    public async Task A_delayed_request_is_held_before_the_server_has_it()
    {
        _proxy.Rates = new FaultRates { RequestLatency = TimeSpan.FromMinutes(5) };
        var late = PostAsync("late");
        await _clock.UntilTimersAsync(1);
        Assert.Empty(_server.Answered);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("late", await late);
    }

    [Fact]
    public async Task Orders_are_carried_out_one_after_the_other_and_only_where_they_apply()
    {
        _proxy.Rates = new FaultRates { Applies = line => line.StartsWith("POST ", StringComparison.Ordinal) };
        _proxy.FailNext(Fault.CutAnswer);
        _proxy.FailNext(Fault.None);
        _proxy.FailNext(Fault.CutRequest);
        await _client.GetStringAsync(new Uri("big", UriKind.Relative));
        Assert.True(await IsLostAsync("one"));
        Assert.False(await IsLostAsync("two"));
        Assert.True(await IsLostAsync("three"));
        Assert.Equal(["one", "two"], _server.Answered);
    }

    [Fact]
    public async Task Answers_of_every_framing_leave_the_connection_in_use()
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, "big");
        Assert.Equal(300_000, (await _client.SendAsync(head)).Content.Headers.ContentLength);
        Assert.Equal(100_000, (await _client.GetStringAsync(new Uri("chunked", UriKind.Relative))).Length);
        Assert.Equal(204, (int)(await _client.GetAsync(new Uri("nothing", UriKind.Relative))).StatusCode);
        using var hesitant = new HttpRequestMessage(HttpMethod.Post, "hesitant") { Content = new StringContent("body"), Headers = { ExpectContinue = true } };
        Assert.Equal("hesitant", await (await _client.SendAsync(hesitant)).Content.ReadAsStringAsync());
        Assert.Equal("plain", await PostAsync("plain"));
        Assert.Equal((1, 5), (_proxy.Counts.Connections, _proxy.Counts.Exchanges));
    }

    [Fact]
    public async Task Pipelined_requests_are_told_apart()
    {
        using var raw = new TcpClient();
        await raw.ConnectAsync("127.0.0.1", _proxy.Port);
        var one = "POST /one HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody";
        var two = "POST /two HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n";
        var last = "POST /three HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody";
        await raw.GetStream().WriteAsync(Encoding.ASCII.GetBytes(one + two + last));
        using var reader = new StreamReader(raw.GetStream());
        var answers = await reader.ReadToEndAsync();
        Assert.Equal(3, answers.Split("HTTP/1.1 200 OK").Length - 1);
        Assert.Equal(["one", "two", "three"], _server.Answered);
        Assert.Equal((1, 3), (_proxy.Counts.Connections, _proxy.Counts.Exchanges));
    }

    [Fact]
    public async Task A_client_that_leaves_is_seen_to_leave_by_the_server()
    {
        var left = new TaskCompletionSource();
        await using var host = await KeelHost.StartAsync(_ => { }, app => app.MapGet("/", async (HttpContext http) =>
        {
            using var _ = http.RequestAborted.Register(() => left.TrySetResult());
            await left.Task;
        }));
        await using var proxy = FaultProxy.Before(host.BaseAddress);
        using var client = new HttpClient { BaseAddress = proxy.BaseAddress };
        using var leaving = new CancellationTokenSource();
        var request = client.GetAsync(new Uri("/", UriKind.Relative), leaving.Token);
        await Poll.UntilAsync(() => proxy.Counts.Exchanges == 1, TimeSpan.FromSeconds(30), "the request has come");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_server_that_is_not_there_resets_until_it_is()
    {
        await _host.DisposeAsync();
        Assert.True(await IsLostAsync("early"));
        Assert.Empty(_server.Answered);
    }

    [Fact]
    public void Only_plain_http_can_be_understood() =>
        Assert.Throws<ArgumentException>(() => FaultProxy.Before(new Uri("https://127.0.0.1:1/")));

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
        catch (Exception lost) when (lost is HttpRequestException or SocketException)
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
