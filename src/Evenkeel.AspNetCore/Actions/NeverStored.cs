using Microsoft.AspNetCore.OutputCaching;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Keeps output caching away from an endpoint, whatever policy the application has for all.</summary>
internal sealed class NeverStored : IOutputCachePolicy
{
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation) => Refuse(context);

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => Refuse(context);

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => Refuse(context);

    private static ValueTask Refuse(OutputCacheContext context)
    {
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }
}
