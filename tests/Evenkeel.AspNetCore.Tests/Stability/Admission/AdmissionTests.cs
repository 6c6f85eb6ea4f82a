using System.Net;
using Evenkeel.AspNetCore.Stability.Admission;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Evenkeel.Testing.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.Stability.Admission;

/// <summary>Admission in front of a real server: two requests at once, and two that wait.</summary>
public sealed class AdmissionTests : IAsyncLifetime
{
    private readonly Gate _gate = new();
    private KeelHost _host = null!;
    private int _ran;

    private AdmissionGate Door => _host.Services.GetRequiredService<ServerGate>().Gate;

    public async ValueTask InitializeAsync() => _host = await KeelHost.StartAsync(
        builder => builder.AddEvenkeel().UseAdmission(options => (options.Limit, options.QueueLength, options.QueueFor) = (2, 2, TimeSpan.FromMinutes(1))),
        Map);

    public ValueTask DisposeAsync()
    {
        _gate.Open();
        return _host.DisposeAsync();
    }

    [Fact]
    public async Task Two_are_worked_on_two_wait_and_the_fifth_is_refused_before_anything_runs()
    {
        var four = await FillAsync();
        using var refused = await GetAsync("/slow");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store", refused.Headers.CacheControl?.ToString());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 4);
        var problem = await Answer.ReadAsync(refused);
        Assert.Equal(("overloaded", "/slow"), (problem.Error, problem.Json.GetProperty("path").GetString()));
        Assert.Equal(2, _ran);

        _gate.Open();
        Assert.All(await Task.WhenAll(four), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(4, _ran);
        Assert.Equal((0, 0, 4, 1), (Door.InFlight, Door.Queued, Door.CountOf(AdmissionOutcome.Admitted), Door.CountOf(AdmissionOutcome.QueueFull)));
        using var after = await GetAsync("/slow");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task A_runtime_hears_that_the_refusal_is_the_servers_own()
    {
        await FillAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/slow");
        request.Headers.Add(KeelHeaders.Protocol, $"{ProtocolVersion.Current}");
        using var refused = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, $"{ProtocolVersion.Current}"), (refused.StatusCode, refused.Headers.GetValues(KeelHeaders.Protocol).Single()));
    }

    [Fact]
    public async Task Event_streams_and_what_the_application_exempts_take_no_place()
    {
        using var stream = await _host.Http.GetAsync(new Uri("/_evenkeel/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        var ticks = Enumerable.Range(0, 3).Select(_ => GetAsync("/exempt")).ToList();
        await _gate.Reached;
        await Poll.UntilAsync(() => _ran == 3, TimeSpan.FromSeconds(30), "all three were begun");
        Assert.Equal(0, Door.InFlight);
        using var beside = await GetAsync("/quick");
        Assert.Equal(HttpStatusCode.OK, beside.StatusCode);
        _gate.Open();
        Assert.All(await Task.WhenAll(ticks), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Theory]
    [InlineData("/_evenkeel/health/live")]
    [InlineData("/_evenkeel/health/ready")]
    [InlineData("/api/health")]
    public async Task Health_answers_at_a_full_door(string path)
    {
        await FillAsync();
        using var healthy = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, healthy.StatusCode);
        using var refused = await GetAsync("/quick");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
    }

    [Fact]
    public async Task A_group_with_a_limit_of_its_own_takes_no_place_of_the_others()
    {
        var first = GetAsync("/exports/a");
        await _gate.Reached;
        using var second = await GetAsync("/exports/b");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "overloaded"), (second.StatusCode, (await Answer.ReadAsync(second)).Error));
        Assert.Equal(0, Door.InFlight);
        using var beside = await GetAsync("/quick");
        Assert.Equal(HttpStatusCode.OK, beside.StatusCode);
        _gate.Open();
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        using var again = await GetAsync("/exports/b");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_handler_that_fails_leaves_its_place()
    {
        for (var each = 0; each < 6; each++)
        {
            using var failed = await GetAsync("/fails");
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        }

        Assert.Equal(0, Door.InFlight);
    }

    [Fact]
    public async Task Who_does_not_wait_any_longer_makes_room()
    {
        var four = await FillAsync(last: 1);
        using var impatience = new CancellationTokenSource();
        var gone = _host.Http.GetAsync(new Uri("/slow", UriKind.Relative), impatience.Token);
        await Poll.UntilAsync(() => Door.Queued == 2, TimeSpan.FromSeconds(30), "it waits");
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await Poll.UntilAsync(() => Door.Queued == 1, TimeSpan.FromSeconds(30), "it has gone");
        _gate.Open();
        Assert.All(await Task.WhenAll(four), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Settings_out_of_range_stop_the_host_and_are_all_named()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => KeelHost.StartAsync(
            builder => builder.AddEvenkeel().UseAdmission(options => (options.Limit, options.QueueLength, options.RetryAfter) = (0, -1, TimeSpan.Zero)), Map));
        Assert.Equal(
            [
                "AdmissionOptions.Limit is 0; it must be from 1 to 100000.",
                "AdmissionOptions.QueueLength is -1; it must be from 0 to 100000.",
                "AdmissionOptions.RetryAfter is 00:00:00; it must be from 00:00:01 to 00:05:00.",
            ],
            error.Failures);
    }

    private void Map(WebApplication app)
    {
        app.UseEvenkeel();
        app.UseRouting();
        app.MapEvenkeel();
        app.MapGet("/slow", SlowAsync);
        app.MapGet("/api/health", () => "The application's own.");
        app.MapGet("/quick", () => "quick");
        app.MapGet("/fails", string () => throw new InvalidOperationException("It fails."));
        app.MapGet("/exempt", SlowAsync).ExemptFromAdmission();
        app.MapGroup("/exports").LimitConcurrency(1).MapGet("/{name}", SlowAsync);
    }

    private async Task<string> SlowAsync()
    {
        Interlocked.Increment(ref _ran);
        await _gate.PassAsync();
        return "done";
    }

    private async Task<List<Task<HttpResponseMessage>>> FillAsync(int last = 2)
    {
        var all = Enumerable.Range(0, 2 + last).Select(_ => GetAsync("/slow")).ToList();
        await Poll.UntilAsync(() => Door.InFlight == 2 && Door.Queued == last && _ran == 2, TimeSpan.FromSeconds(30), "two are worked on, the others wait");
        return all;
    }

    private Task<HttpResponseMessage> GetAsync(string path) => _host.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
