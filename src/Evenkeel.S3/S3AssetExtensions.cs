using Amazon.S3;
using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Assets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Evenkeel.S3;

/// <summary>Keeps the files of earlier builds in a bucket.</summary>
public static class S3AssetExtensions
{
    /// <summary>
    /// Does what <see cref="AssetExtensions.KeepAssets"/> does, with a bucket in place of a folder. The application registers the client (<see cref="IAmazonS3"/>), with its own address and credentials.
    /// </summary>
    /// <param name="keel">The builder.</param>
    /// <param name="bucket">Where the files are kept.</param>
    /// <param name="configure">How many builds are kept, and for how long.</param>
    public static IEvenkeelBuilder KeepAssetsInS3(this IEvenkeelBuilder keel, Action<S3AssetOptions> bucket, Action<AssetOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(keel);
        ArgumentNullException.ThrowIfNull(bucket);
        keel.KeepAssets(configure);
        keel.Services.TryAddSingleton<IAssetStore, S3AssetStore>();
        keel.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<S3AssetOptions>, S3AssetOptionsValidator>());
        keel.Services.AddOptions<S3AssetOptions>().Configure(bucket).ValidateOnStart();
        return keel;
    }
}
