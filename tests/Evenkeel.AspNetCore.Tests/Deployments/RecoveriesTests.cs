using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Deployments;

/// <summary>What pages tell of their recoveries.</summary>
public sealed class RecoveriesTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await Builds.StartAsync("b1", _database, Builds.First, options => options.Page = "p2");

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _database.Dispose();
    }

    [Fact]
    public async Task They_are_counted_by_kind_and_by_builds_that_are_known()
    {
        List<string> counted = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, me) =>
        {
            if (instrument.Meter.Scope == _app.Services.GetRequiredService<IMeterFactory>() && instrument.Meter.Name == EvenkeelTelemetry.MeterName)
            {
                me.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => counted.Add($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => counted.Add($"{instrument.Name} {value}"));
        listener.Start();
        var answer = await ReportAsync("""{"recoveries":[{"kind":"reload","from":"b1","to":"p2","ms":1500},{"kind":"chunk","from":"made-up","ms":2}]}""");
        Assert.Equal(204, answer.Status);
        Assert.Equal(["evenkeel.recoveries 1 reload b1 p2", "evenkeel.recovery.duration 1.5", "evenkeel.recoveries 1 chunk other other", "evenkeel.recovery.duration 0.002"], counted);
    }

    [Theory]
    [InlineData("", "request-malformed")]
    [InlineData("{", "request-malformed")]
    [InlineData("{}", "request-malformed")]
    [InlineData("""{"recoveries":null}""", "request-malformed")]
    [InlineData("""{"recoveries":[null]}""", "request-malformed")]
    [InlineData("""{"recoveries":[{"kind":null}]}""", "request-malformed")]
    [InlineData("""{"recoveries":[{"kind":"explode","ms":1}]}""", "request-malformed")]
    [InlineData("""{"recoveries":[{"kind":"reload","from":"<b>","ms":1}]}""", "request-malformed")]
    [InlineData("""{"recoveries":[{"kind":"reload","ms":-1}]}""", "request-malformed")]
    [InlineData("""{"recoveries":[{"kind":"reload","ms":1e300}]}""", "request-malformed")]
    public async Task What_is_no_report_is_refused_by_name(string body, string code)
    {
        var answer = await ReportAsync(body);
        Assert.Equal((400, code), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Too_many_too_long_and_anonymous_ones_are_refused()
    {
        var one = """{"kind":"reload","ms":1}""";
        Assert.Equal("request-too-large", (await ReportAsync($$"""{"recoveries":[{{string.Join(',', Enumerable.Repeat(one, 51))}}]}""")).Error);
        Assert.Equal("request-too-large", (await ReportAsync($$"""{"recoveries":[],"x":"{{new string('x', 17_000)}}"}""")).Error);
        Assert.Equal("unauthenticated", (await _app.SendAsync(new Call { Path = "/_evenkeel/recoveries", Body = $$"""{"recoveries":[{{one}}]}""", User = null })).Error);
        Assert.Equal(204, (await ReportAsync($$"""{"recoveries":[{{one}}]}""")).Status);
    }

    private Task<Answer> ReportAsync(string body) => _app.SendAsync(new Call { Path = "/_evenkeel/recoveries", Body = body });
}
