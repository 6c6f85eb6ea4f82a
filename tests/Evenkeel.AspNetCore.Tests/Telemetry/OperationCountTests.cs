using Evenkeel.AspNetCore.Commands;
using Evenkeel.AspNetCore.Tests.Deliveries;
using Evenkeel.AspNetCore.Tests.Drafts;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Telemetry;

/// <summary>What is counted is what happened: each operation once, when it is sure what became of it.</summary>
public sealed class OperationCountTests
{
    [Fact]
    public async Task Each_operation_is_counted_once_by_what_became_of_it()
    {
        await using var app = await TelemetryApp.StartAsync();
        using var measured = new RecordedMeasurements(app);
        var id = Call.NewId();
        Assert.Equal(201, (await app.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        Assert.True((await app.PostAsync("/notes", id, NewNote.Json("a"))).Replayed);
        Assert.Equal(422, (await app.PostAsync("/notes", id, NewNote.Json("b"))).Status);
        Assert.Equal(400, (await app.PostAsync("/refused", Call.NewId())).Status);
        Assert.Equal(500, (await app.PostAsync("/broken", Call.NewId(), NewNote.Json("c"))).Status);
        Assert.Equal(
            [
                "400 POST /refused rejected direct = 1",
                "POST /notes applied direct = 1",
                "POST /notes replayed direct = 1",
                "System.InvalidOperationException POST /broken failed direct = 1",
                "operation-id-reused POST /notes rejected direct = 1",
            ],
            Sorted(measured));
        Assert.Equal(5, measured.ValuesOf("evenkeel.operation.duration").Length);
        Assert.All(measured.ValuesOf("evenkeel.operation.duration"), took => Assert.True(took >= 0));
        Assert.All(measured.SumsOf("evenkeel.operations.active"), each => Assert.EndsWith(" = 0", each));
    }

    [Fact]
    public async Task An_operation_of_a_flush_that_ran_again_by_itself_counts_once()
    {
        await using var app = await TelemetryApp.StartAsync();
        using var measured = new RecordedMeasurements(app);
        // The one in the middle cannot share: it is tried in the group, and run again by itself.
        var answer = await app.FlushAsync([
            Op.Line("/notes", body: NewNote.Json("a")),
            Op.Line("/broken", body: NewNote.Json("b"), lane: "x"),
            Op.Line("/notes", body: NewNote.Json("c"), lane: "x"),
            Op.Line("/notes", body: NewNote.Json("d")),
            Op.Line("/nowhere"),
            "no line at all",
        ]);
        answer.AssertStatuses(201, 500, 424, 201, 404, 400);
        Assert.Equal(2L, app.Database.Query("SELECT count(*) FROM Notes")[0][0]);
        var sums = Sorted(measured);
        Assert.Equal(6, sums.Sum(each => int.Parse(each.Split(" = ")[1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains(sums, each => each.Contains("POST /notes", StringComparison.Ordinal) && each.Contains("applied", StringComparison.Ordinal) && each.Contains("flush = 2", StringComparison.Ordinal));
        Assert.Contains(sums, each => each.Contains("POST /broken", StringComparison.Ordinal) && each.Contains("failed", StringComparison.Ordinal) && each.EndsWith("= 1", StringComparison.Ordinal));
        Assert.Contains(sums, each => each.Contains("other", StringComparison.Ordinal) && each.Contains("lane-held", StringComparison.Ordinal));
        Assert.DoesNotContain(sums, each => each.Contains("nowhere", StringComparison.Ordinal));
        Assert.Equal([6d], measured.ValuesOf("evenkeel.flush.size"));
        Assert.NotEmpty(measured.ValuesOf("evenkeel.commit.size"));
    }

    [Fact]
    public async Task Calls_deliveries_and_drafts_are_counted()
    {
        var sink = new MailSink();
        await using var app = await TelemetryApp.StartAsync(sink: sink);
        using var measured = new RecordedMeasurements(app);
        var commands = app.Services.GetRequiredService<ICommands>();
        var call = new CommandCall { Id = OperationId.Create(app.Services.GetRequiredService<TimeProvider>().GetUtcNow()), Action = "import", Tenant = "", User = "alice", Payload = "x"u8.ToArray() };
        for (var time = 0; time < 2; time++)
        {
            await commands.RunAsync(call, async (services, cancel) => (await services.GetRequiredService<NotesDb>().AddAsync("a")).Id, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["import applied call = 1", "import replayed call = 1"], Sorted(measured));
        Assert.Equal(204, (await app.PostAsync("/mails", Call.NewId(), """{"to":"a"}""")).Status);
        await app.EmptyAsync();
        Assert.Equal(["mail delivered = 1"], measured.SumsOf("evenkeel.deliveries"));
        Assert.Single(measured.ValuesOf("evenkeel.delivery.delay"));
        Assert.Equal(200, (await app.SendAsync(DraftApp.Save("a", 0, """{"x":1}"""))).Status);
        Assert.Equal(412, (await app.SendAsync(DraftApp.Save("a", 0, """{"x":2}""", by: "tab2"))).Status);
        Assert.Equal(["conflict = 1", "saved = 1"], measured.SumsOf("evenkeel.draft.saves"));
        measured.Observe();
        Assert.InRange(Assert.Single(measured.ValuesOf("evenkeel.feed.lag")), 0, 60);
    }

    private static string[] Sorted(RecordedMeasurements measured) => measured.SumsOf("evenkeel.operations");
}
