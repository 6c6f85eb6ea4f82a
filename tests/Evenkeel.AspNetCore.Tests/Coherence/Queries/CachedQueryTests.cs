using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Tests.Coherence.Queries;

public sealed class CachedQueryTests
{
    [Fact]
    public async Task A_create_makes_the_list_right_at_once_and_all_else_is_a_hit()
    {
        await using var crm = await StartAsync();
        for (var round = 1; round <= 5; round++)
        {
            await crm.AddAsync(Crm.Acme, $"No. {round}");
            for (var read = 0; read < 4; read++)
            {
                Assert.Equal(round, (await crm.GetAsync("/all")).Json.GetArrayLength());
            }

            Assert.Equal(round, crm.Runs());
        }
    }

    [Fact]
    public async Task A_hit_is_the_uncached_answer_by_the_byte()
    {
        await using var crm = await Crm.StartAsync((app, crm) =>
        {
            Delegate handler = async (CrmDb db, HttpContext http) =>
            {
                http.Response.Headers.ETag = "\"7\"";
                http.Response.Headers.Append("X-More", "a");
                http.Response.Headers.Append("X-More", "b");
                return await Crm.Titles(db, Crm.Acme);
            };
            app.MapQuery("/cached", handler).Cached();
            app.MapQuery("/uncached", handler);
            app.MapGet("/adopted", handler).AsQuery().Cached();
            app.MapGet("/plain", handler);
        });
        await crm.AddAsync(Crm.Acme, "é");
        foreach (var (cached, uncached) in new[] { ("/cached", "/uncached"), ("/adopted", "/plain") })
        {
            var expected = await RawAsync(crm, uncached);
            Assert.Contains("X-More: a\r\nX-More: b", expected);
            Assert.Equal(expected, await RawAsync(crm, cached));
            Assert.Equal(expected, await RawAsync(crm, cached));
        }

        Assert.Equal("no-store", (await crm.GetAsync("/cached")).Headers["Cache-Control"]);
        Assert.Equal(304, (await crm.GetAsync("/cached", headers: ("If-None-Match", "W/\"7\""))).Status);
        Assert.Equal(200, (await crm.GetAsync("/cached", headers: ("If-None-Match", "\"8\""))).Status);

        static async Task<string> RawAsync(Crm crm, string path)
        {
            var answer = await RawExchange.SendAsync(crm.Host.BaseAddress, "GET", path);
            return string.Join("\r\n", answer.Split("\r\n").Where(line => !line.StartsWith("Date:", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Each_user_of_each_tenant_has_an_answer_of_their_own()
    {
        await using var crm = await Crm.StartAsync((app, crm) => app.MapQuery("/me", (HttpContext http) =>
        {
            crm.Ran();
            return $"{http.User.FindFirst("tenant")?.Value}/{http.User.Identity?.Name}";
        }).Cached());
        (string? User, string? Tenant)[] callers = [("alice", null), ("bob", null), ("alice", "t1"), ("alice", "t2"), (null, null)];
        for (var round = 0; round < 2; round++)
        {
            foreach (var (user, tenant) in callers)
            {
                Assert.Equal($"{tenant}/{user}", (await crm.GetAsync("/me", user, tenant)).Text);
            }

            Assert.Equal(callers.Length, crm.Runs());
        }
    }

    [Fact]
    public async Task A_shared_answer_knows_no_user_and_one_of_a_tenant_stays_in_it()
    {
        await using var crm = await Crm.StartAsync((app, crm) =>
        {
            string Who(HttpContext http, string name)
            {
                crm.Ran(name);
                return $"{http.User.FindFirst("tenant")?.Value}/{http.User.Identity?.Name}";
            }

            app.MapQuery("/shared", (HttpContext http) => Who(http, "shared")).Cached().Shared();
            app.MapQuery("/tenant", (HttpContext http) => Who(http, "tenant").Split('/')[0]).Cached().SharedByTenant();
        });
        foreach (var user in new[] { "alice", "bob" })
        {
            foreach (var tenant in new[] { "t1", "t2" })
            {
                Assert.Equal("/", (await crm.GetAsync("/shared", user, tenant)).Text);
                Assert.Equal(tenant, (await crm.GetAsync("/tenant", user, tenant)).Text);
            }
        }

        Assert.Equal((1, 2), (crm.Runs("shared"), crm.Runs("tenant")));
    }

    [Fact]
    public async Task Authorization_is_asked_on_a_hit_too()
    {
        await using var crm = await Crm.StartAsync((app, crm) => app.MapQuery("/list", () => crm.Ran()).RequireAuthorization("write").Cached().Shared());
        Assert.Equal(200, (await crm.GetAsync("/list", headers: ("X-Rights", "write"))).Status);
        Assert.Equal(403, (await crm.GetAsync("/list")).Status);
        Assert.Equal(401, (await crm.GetAsync("/list", user: null)).Status);
        Assert.Equal(200, (await crm.GetAsync("/list", "bob", headers: ("X-Rights", "write"))).Status);
        Assert.Equal(1, crm.Runs());
    }

    [Fact]
    public async Task A_thousand_requests_at_once_run_the_handler_once()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = 0;
        await using var crm = await Crm.StartAsync((app, crm) =>
        {
            app.Use((http, next) =>
            {
                var answer = next(http);
                if (Interlocked.Increment(ref arrived) == 1_000)
                {
                    release.SetResult();
                }

                return answer;
            });
            app.MapQuery("/slow", async () =>
            {
                crm.Ran();
                await release.Task;
                return "done";
            }).Cached();
        });
        var requests = Enumerable.Range(0, 1_000).Select(_ => crm.GetAsync("/slow")).ToList();
        Assert.All(await Task.WhenAll(requests), answer => Assert.Equal("done", answer.Text));
        Assert.Equal(1, crm.Runs());
    }

    [Fact]
    public async Task The_first_caller_may_leave_and_the_others_get_their_answer()
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously), release = new(TaskCreationOptions.RunContinuationsAsynchronously), left = new(TaskCreationOptions.RunContinuationsAsynchronously), second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var crm = await Crm.StartAsync((app, crm) =>
        {
            app.Use(async (http, next) =>
            {
                if (http.Request.Headers.ContainsKey("X-First"))
                {
                    http.RequestAborted.Register(() => left.TrySetResult());
                }
                else if (http.Request.Path == "/slow")
                {
                    var waiting = next(http);
                    second.TrySetResult();
                    await waiting;
                    return;
                }

                await next(http);
            });
            app.MapQuery("/slow", async (CrmDb db, IHttpContextAccessor accessor, HttpContext http) =>
            {
                crm.Ran();
                started.TrySetResult();
                await release.Task;
                Assert.Same(http, accessor.HttpContext);
                Assert.False(http.RequestAborted.IsCancellationRequested);
                return await db.Opportunities.CountAsync();
            }).Cached();
        });
        using var abort = new CancellationTokenSource();
        using var first = new HttpRequestMessage(HttpMethod.Get, "/slow");
        first.Headers.Add("X-User", "alice");
        first.Headers.Add("X-First", "1");
        var leaving = crm.Host.Http.SendAsync(first, abort.Token);
        await started.Task;
        var staying = crm.GetAsync("/slow");
        await second.Task;
        await abort.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        await left.Task;
        release.SetResult();
        Assert.Equal("0", (await staying).Text);
        Assert.Equal("0", (await crm.GetAsync("/slow")).Text);
        Assert.Equal(1, crm.Runs());
    }

    [Fact]
    public async Task A_handler_is_cancelled_when_nobody_waits()
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously), cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var crm = await Crm.StartAsync((app, crm) => app.MapQuery("/slow", async (CancellationToken cancel) =>
        {
            cancel.Register(() => cancelled.TrySetResult());
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        }).Cached());
        using var abort = new CancellationTokenSource();
        var leaving = crm.Host.Http.GetAsync(new Uri("/slow", UriKind.Relative), abort.Token);
        await started.Task;
        await abort.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        await cancelled.Task;
    }

    private static Task<Crm> StartAsync() => Crm.StartAsync((app, crm) => app.MapQuery("/all", async (CrmDb db) =>
    {
        crm.Ran();
        return await db.Opportunities.Select(each => each.Title).ToListAsync();
    }).Cached().Bounded(100));
}
