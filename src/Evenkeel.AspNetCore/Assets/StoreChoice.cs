using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>The store that the application registered, or else the one in the folder of its settings.</summary>
internal sealed class StoreChoice(IServiceProvider services, IOptions<AssetOptions> options, TimeProvider clock, ILogger<FolderAssetStore> log)
{
    public IAssetStore Store { get; } = services.GetService<IAssetStore>() ?? new FolderAssetStore(options.Value.Folder!, clock, log);
}
