using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>Stops the host at start where drafts cannot be kept.</summary>
internal sealed class DraftCheck(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => services.GetService<ApplicationStore>() is null
        ? throw new InvalidOperationException("Drafts are stored with the application's data: builder.AddEvenkeel().UseStore<TDbContext>().")
        : services.GetRequiredService<OwnStatements>().LookAsync(DraftTable.Of);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
