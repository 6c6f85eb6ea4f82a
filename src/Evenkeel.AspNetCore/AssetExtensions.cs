using Evenkeel.AspNetCore.Assets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>Files of earlier builds, which pages of them still ask for.</summary>
public static class AssetExtensions
{
    /// <summary>
    /// Keeps the files of each build in a store outside of the release, from the moment an instance of it starts until it is retired. Register an <see cref="IAssetStore"/> to keep them
    /// elsewhere than in a folder. May be repeated; the settings add up.
    /// </summary>
    /// <param name="keel">The builder.</param>
    /// <param name="configure">Sets at least <see cref="AssetOptions.Folder"/>.</param>
    public static IEvenkeelBuilder KeepAssets(this IEvenkeelBuilder keel, Action<AssetOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(keel);
        var services = keel.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StoreChoice>();
        services.TryAddSingleton<ReleaseAssets>();
        services.TryAddSingleton<AssetCatalog>();
        services.TryAddSingleton<IAssetStates>(static provider => provider.GetRequiredService<AssetCatalog>());
        services.TryAddSingleton<AssetPublisher>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AssetService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AssetOptions>, AssetOptionsValidator>());
        var options = services.AddOptions<AssetOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return keel;
    }

    /// <summary>
    /// Serves the files of this release and of the builds that are kept, and the page for navigations that no endpoint answers. Hashed files are answered with <c>immutable</c>, the page with
    /// <c>no-cache</c>; what belongs to a retired build is 410 <c>asset-retired</c>, and a file that nobody knows 404, both with <c>no-store</c>. It takes the place of <c>UseStaticFiles</c>
    /// for the web root. Call it before authentication; where the application calls <c>UseRouting</c> itself, after that.
    /// </summary>
    /// <exception cref="InvalidOperationException"><see cref="KeepAssets"/> was not called.</exception>
    public static IApplicationBuilder UseEvenkeelAssets(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.ApplicationServices.GetService<AssetCatalog>() is not null
            ? app.UseMiddleware<AssetMiddleware>()
            : throw new InvalidOperationException("Call builder.AddEvenkeel().KeepAssets(…) before app.UseEvenkeelAssets().");
    }
}
