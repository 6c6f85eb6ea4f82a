using System.Text;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Outbox;

/// <summary>What happens on the connection while a flush is under way.</summary>
public sealed class FlushConnectionTests
{
    [Fact]
    public async Task No_answer_byte_is_sent_before_the_whole_flush_was_read()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var body = Op.Line("/notes", body: NewNote.Json("a")) + "\n" + Op.Line("/notes", body: NewNote.Json("b")) + "\n";
        using var raw = new RawExchange(app.Http.BaseAddress!);
        await raw.WriteAsync($"POST /_evenkeel/outbox HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-ndjson\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n");
        await raw.WriteAsync(body[..^5]);

        // Another request is answered meanwhile: had the flush begun, its first operation would be there.
        Assert.Equal(201, (await app.PostAsync("/notes", null, NewNote.Json("meanwhile"))).Status);
        Assert.False(raw.HasAnswer);
        Assert.Equal(["meanwhile"], app.Database.Notes);

        await raw.WriteAsync(body[^5..]);
        var answer = await raw.ReadToEndAsync();
        Assert.Contains("{\"end\":2}", answer);
        Assert.Equal(["meanwhile", "a", "b"], app.Database.Notes);
    }

    [Fact]
    public async Task An_upload_that_is_cut_runs_nothing()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        using (var raw = new RawExchange(app.Http.BaseAddress!))
        {
            await raw.WriteAsync($"POST /_evenkeel/outbox HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: 10000\r\n\r\n{Op.Line("/notes", body: NewNote.Json("a"))}\n");
        }

        Assert.Equal(201, (await app.PostAsync("/notes", null, NewNote.Json("b"))).Status);
        Assert.Equal(["b"], app.Database.Notes);
    }

    [Fact]
    public async Task A_client_that_leaves_keeps_what_was_committed_and_the_rest_does_not_run()
    {
        var gate = new Gate();
        var ended = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            app =>
            {
                NotesApi.Map(app);
                app.MapCommand("/wait", async (NotesDb db, HttpContext http) =>
                {
                    await db.AddAsync("cut");
                    await gate.PassAsync();
                    await Poll.UntilAsync(() => http.RequestAborted.IsCancellationRequested, TimeSpan.FromSeconds(20), "the client has left");
                });
            },
            new TestAppOptions
            {
                Pipeline = app =>
                {
                    app.Use(async (http, next) =>
                    {
                        try
                        {
                            await next(http);
                        }
                        finally
                        {
                            if (http.Request.Path == "/_evenkeel/outbox")
                            {
                                ended.TrySetResult();
                            }
                        }
                    });
                    app.UseEvenkeel();
                },
            });
        string[] lines = [Op.Line("/notes", body: NewNote.Json("committed")), Op.Line("/wait"), Op.Line("/notes", body: NewNote.Json("rest")), Op.Line("/notes", body: NewNote.Json("rest"))];
        using (var leaving = new CancellationTokenSource())
        {
            var flush = app.Http.SendAsync(new Call { Path = "/_evenkeel/outbox", Body = string.Join('\n', lines), ContentType = "application/x-ndjson" }.ToMessage(), leaving.Token);
            await gate.Reached;
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush);
        }

        gate.Open();
        await ended.Task;
        Assert.Equal(["committed"], app.Database.Notes);
        Assert.Equal(1, app.Database.LedgerRows);

        // The client sends the same flush again, with a handler that no longer waits for it to leave.
        var again = await app.FlushAsync([lines[0], lines[2], lines[3]]);
        again.AssertStatuses(201, 201, 201);
        Assert.True(again.Replayed(0));
    }

    [Fact]
    public async Task A_direct_call_whose_client_leaves_before_the_commit_has_no_effect()
    {
        var gate = new Gate();
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NotesDb db, HttpContext http) =>
        {
            await db.AddAsync("a");
            if (!gate.Reached.IsCompleted)
            {
                await gate.PassAsync();
                await Poll.UntilAsync(() => http.RequestAborted.IsCancellationRequested, TimeSpan.FromSeconds(20), "the client has left");
            }
        }));
        var id = Call.NewId();
        using var leaving = new CancellationTokenSource();
        using var message = new Call { Path = "/notes", Id = id }.ToMessage();
        var call = app.Http.SendAsync(message, leaving.Token);
        await gate.Reached;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        gate.Open();
        var again = await app.PostAsync("/notes", id);
        Assert.Equal((200, false), (again.Status, again.Replayed));
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Fact]
    public async Task Answers_are_sent_while_later_operations_still_run()
    {
        var gate = new Gate();
        var clock = new ManualClock();
        await using var app = await TestApp.StartAsync(
            app =>
            {
                app.MapCommand("/first", () => clock.Advance(TimeSpan.FromSeconds(1)));
                app.MapCommand("/wait", gate.PassAsync).Alone();
            },
            new TestAppOptions { Clock = clock });
        using var message = new Call { Path = "/_evenkeel/outbox", Body = Op.Line("/first", clock.NewId()) + "\n" + Op.Line("/wait", clock.NewId()), ContentType = "application/x-ndjson" }.ToMessage();
        using var response = await app.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Contains("\"status\":200", await reader.ReadLineAsync());
        await gate.Reached;
        gate.Open();
        Assert.Contains("\"status\":200", await reader.ReadLineAsync());
        Assert.Equal("{\"end\":2}", await reader.ReadLineAsync());
    }
}
