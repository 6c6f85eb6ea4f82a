using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Registry;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Evenkeel.Stores.Tests.Deployments;

/// <summary>An instance of a build that beats only when a test says so: its application is built and never started. To dispose of it is a crash.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private readonly WebApplication _app;

    public Instance(string build, TestDatabase database, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock);
        builder.Services.AddDbContext<StoreDb>(database.Use);
        builder.AddEvenkeel().UseStore<StoreDb>().ConfigureDeployments(options => options.Build = build);
        _app = builder.Build();
    }

    public IBuildRegistry Registry => _app.Services.GetRequiredService<IBuildRegistry>();

    public SeenContracts Seen => _app.Services.GetRequiredService<SeenContracts>();

    /// <summary>What it takes to be current.</summary>
    public (string? Build, long Epoch) Current => (Now.Current?.Build, Now.Current?.Epoch ?? 0);

    /// <summary>The builds of which it takes an instance to be there.</summary>
    public IEnumerable<string> Live => Now.LiveBuilds.Order();

    private DeploymentSnapshot Now => _app.Services.GetRequiredService<DeploymentState>().Now;

    private DeploymentKeeper Keeper => _app.Services.GetRequiredService<DeploymentKeeper>();

    public Task BeatAsync() => Keeper.BeatAsync(TestContext.Current.CancellationToken);

    public Task LeaveAsync() => Keeper.LeaveAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
