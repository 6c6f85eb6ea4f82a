using Evenkeel.AspNetCore.Tests.Deliveries;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;

namespace Evenkeel.AspNetCore.Tests.Telemetry;

/// <summary>The trace goes from the click through the outbox into the handler, the commit and what is delivered after it.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly RecordedActivities _activities = new();

    public void Dispose() => _activities.Dispose();

    [Fact]
    public async Task Each_operation_of_a_flush_goes_on_in_the_trace_of_its_click()
    {
        await using var app = await TelemetryApp.StartAsync();
        var (first, second) = (RecordedActivities.NewTrace(out var one), RecordedActivities.NewTrace(out var two));
        var answer = await app.FlushAsync([Traced(first), Traced(second), Op.Line("/traced")]);
        answer.AssertStatuses(200, 200, 200);
        // What the handler, and so the database's own instrumentation, sees.
        Assert.Equal([one, two], answer.Lines.Take(2).Select(line => line.GetProperty("text").GetString()));
        var flush = answer.Lines[2].GetProperty("text").GetString()!;
        Assert.DoesNotContain(flush, new[] { one, two });

        foreach (var (id, sent) in new[] { (one, first), (two, second) })
        {
            var operation = Assert.Single(_activities.Of(id), each => each.OperationName == "evenkeel.operation");
            Assert.Equal((sent.Split('-')[2], true), (operation.ParentSpanId.ToHexString(), operation.HasRemoteParent));
            Assert.Equal(flush, Assert.Single(operation.Links).Context.TraceId.ToHexString());
            var command = Assert.Single(_activities.Of(id), each => each.OperationName == "POST /traced");
            Assert.Equal(operation.SpanId, command.ParentSpanId);
            Assert.Equal(("applied", false, "POST /traced"), (command.GetTagItem("evenkeel.outcome"), command.GetTagItem("evenkeel.replayed"), command.GetTagItem("evenkeel.action")));
        }

        Assert.Equal(3, Assert.Single(_activities.Of(flush), each => each.OperationName == "evenkeel.flush").GetTagItem("evenkeel.flush.size"));
        Assert.Equal(3, Assert.Single(_activities.Of(flush), each => each.OperationName == "evenkeel.commit").GetTagItem("evenkeel.commit.size"));
    }

    [Theory]
    [InlineData("\"nonsense\"")]
    [InlineData("\"00-00000000000000000000000000000000-00f067aa0ba902b7-01\"")]
    [InlineData("\"ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"")]
    [InlineData("\"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01\"")]
    [InlineData("\"\\u0000\\r\\n\"")]
    [InlineData("17")]
    [InlineData("[{}]")]
    [InlineData(null)]
    public async Task A_malformed_trace_counts_as_none_and_is_never_an_error(string? trace)
    {
        trace ??= $"\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01{new string('-', 5000)}\"";
        await using var app = await TelemetryApp.StartAsync();
        var answer = await app.FlushAsync([Op.Line("/traced")[..^1] + $",\"trace\":{trace}}}", Op.Line("/traced")]);
        answer.AssertStatuses(200, 200);
        // Both are in the flush's own.
        Assert.Equal(answer.Lines[1].GetProperty("text").GetString(), answer.Lines[0].GetProperty("text").GetString());
        Assert.Empty(_activities.Of("4bf92f3577b34da6a3ce929d0e0e4736"));
        var direct = await app.SendAsync(new Call { Path = "/traced", Id = Call.NewId(), Headers = new Dictionary<string, string> { ["traceparent"] = "nonsense" } });
        Assert.Equal(200, direct.Status);
    }

    [Fact]
    public async Task What_the_browser_does_not_sample_is_not_recorded_and_a_direct_call_is_in_its_trace_too()
    {
        await using var app = await TelemetryApp.StartAsync();
        var unsampled = RecordedActivities.NewTrace(out var silent, sampled: false);
        (await app.FlushAsync([Traced(unsampled)])).AssertStatuses(200);
        Assert.Empty(_activities.Of(silent));
        var trace = RecordedActivities.NewTrace(out var id);
        var answer = await app.SendAsync(new Call { Path = "/traced", Id = Call.NewId(), Headers = new Dictionary<string, string> { ["traceparent"] = trace } });
        Assert.Equal(id, answer.Text);
        Assert.Contains(_activities.Of(id), each => each.OperationName == "POST /traced");
    }

    [Fact]
    public async Task A_delivery_after_the_commit_and_a_replay_belong_to_the_same_trace()
    {
        var sink = new MailSink();
        await using var app = await TelemetryApp.StartAsync(sink: sink);
        var trace = RecordedActivities.NewTrace(out var id);
        var line = Op.Line("/mails", body: """{"to":"a"}""")[..^1] + $",\"trace\":\"{trace}\"}}";
        (await app.FlushAsync([line])).AssertStatuses(204);
        await app.EmptyAsync();
        await Poll.UntilAsync(() => _activities.Of(id).Any(each => each.OperationName == "evenkeel.delivery"), TimeSpan.FromSeconds(30), "the delivery's activity");
        var (command, delivery) = (Named("POST /mails"), Named("evenkeel.delivery"));
        Assert.Equal(command.SpanId, delivery.ParentSpanId);
        (await app.FlushAsync([line])).AssertStatuses(204);
        Assert.Single(_activities.Of(id), each => each.GetTagItem("evenkeel.replayed") is true);

        System.Diagnostics.Activity Named(string name) => Assert.Single(_activities.Of(id), each => each.OperationName == name);
    }

    private static string Traced(string trace) => Op.Line("/traced")[..^1] + $",\"trace\":\"{trace}\"}}";
}
