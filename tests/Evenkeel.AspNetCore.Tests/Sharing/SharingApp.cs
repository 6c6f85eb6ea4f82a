using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Sharing;

/// <summary>An application one of whose commands holds the write gate until the test lets it go, so that others gather behind it.</summary>
internal sealed class SharingApp : IAsyncDisposable
{
    private readonly CommitCount _commits;
    private readonly int _commitsBefore;

    private SharingApp(TestApp app, Gate hold, CommitCount commits) => (App, Hold, _commits, _commitsBefore) = (app, hold, commits, commits.Commits);

    public TestApp App { get; }

    /// <summary>Where <c>POST /hold</c> stands after its write.</summary>
    public Gate Hold { get; }

    public int Commits => _commits.Commits - _commitsBefore;

    public static async Task<SharingApp> StartAsync(Action<WebApplication> map, Action<LedgerOptions>? ledger = null, TimeProvider? clock = null)
    {
        var (hold, commits) = (new Gate(), new CommitCount());
        var app = await TestApp.StartAsync(
            app =>
            {
                NotesApi.Map(app);
                app.MapCommand("/hold", async (NotesDb db, HttpContext http) =>
                {
                    await db.AddAsync($"hold of {http.User.Identity!.Name}");
                    await hold.PassAsync();
                });
                map(app);
            },
            new TestAppOptions
            {
                Context = (services, use) => services.AddDbContextPool<NotesDb>(options => use(options.AddInterceptors(commits))),
                Ledger = ledger ?? (_ => { }),
                // A heartbeat would wait behind the gate as well, and be counted.
                Services = builder => builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(DeploymentService))),
                Clock = clock ?? new StoppedTime(),
            });
        return new SharingApp(app, hold, commits);
    }

    /// <summary>Sends <c>POST /hold</c>, and returns when it holds the gate.</summary>
    public async Task<Task<Answer>> HoldAsync(string? id = null)
    {
        var answer = App.PostAsync("/hold", id ?? Call.NewId());
        await Hold.Reached;
        return answer;
    }

    /// <summary>Returns when as many wait behind it.</summary>
    public async Task GatheredAsync(int count)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var gate = scope.ServiceProvider.GetRequiredService<WriteGates>().Of(scope.ServiceProvider.GetRequiredService<ApplicationStore>().Resolve(scope.ServiceProvider))!;
        await Poll.UntilAsync(() => gate.Waiting == count, TimeSpan.FromSeconds(30), $"{count} writers wait");
    }

    public ValueTask DisposeAsync()
    {
        Hold.Open();
        return App.DisposeAsync();
    }
}
