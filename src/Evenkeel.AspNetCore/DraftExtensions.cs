using Evenkeel.AspNetCore.Drafts;
using Evenkeel.AspNetCore.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>Drafts: what people type is kept by the server until the command that they typed it for takes effect.</summary>
public static class DraftExtensions
{
    /// <summary>
    /// Keeps drafts in the application's database, for signed-in users, each within their tenant. Needs <see cref="StoreExtensions.UseStore"/> and version 5 of the tables, <c>modelBuilder.AddEvenkeel(schema: 5)</c>, or the
    /// host does not start. Commands consume drafts without any code: the browser names the draft, and it is gone exactly if the command takes effect.
    /// </summary>
    /// <param name="keel">The builder.</param>
    /// <param name="configure">How large, how many and how old drafts may be. The host does not start with limits out of range.</param>
    public static IEvenkeelBuilder AddDrafts(this IEvenkeelBuilder keel, Action<DraftOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(keel);
        var services = keel.Services;
        services.TryAddSingleton<DraftRequest>();
        services.TryAddSingleton<DraftStore>();
        services.TryAddSingleton<ListDrafts>();
        services.TryAddSingleton<ReadDraft>();
        services.AddInstruments<DraftMetrics>();
        services.TryAddSingleton<SaveDraft>();
        services.TryAddSingleton<DiscardDraft>();
        services.TryAddSingleton<DraftConsumption>();
        services.TryAddSingleton<DraftPurge>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DraftCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DraftOptions>, DraftOptionsValidator>());
        var options = services.AddOptions<DraftOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return keel;
    }
}
