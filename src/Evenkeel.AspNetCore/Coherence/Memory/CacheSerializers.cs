using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>
/// How each type is written: by the application's <see cref="IHybridCacheSerializer{T}"/> for it, else by the factory that was added last and knows it, else as itself (texts, bytes) or as JSON. Safe from any thread.
/// </summary>
internal sealed class CacheSerializers(IServiceProvider services)
{
    // Fields too: a tuple has nothing else, and would be written as nothing.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Default) { IncludeFields = true };

    private readonly ConcurrentDictionary<Type, object> _known = [];

    public IHybridCacheSerializer<T> For<T>() =>
        (IHybridCacheSerializer<T>)_known.GetOrAdd(typeof(T), static (_, services) => Find<T>(services), services);

    private static IHybridCacheSerializer<T> Find<T>(IServiceProvider services)
    {
        if (services.GetService<IHybridCacheSerializer<T>>() is { } own)
        {
            return own;
        }

        foreach (var factory in services.GetServices<IHybridCacheSerializerFactory>().Reverse())
        {
            if (factory.TryCreateSerializer<T>(out var made))
            {
                return made;
            }
        }

        return new PlainSerializer() as IHybridCacheSerializer<T> ?? new JsonCacheSerializer<T>(JsonOf<T>(services));
    }

    // The keys by which the framework's own implementation lets JSON be set.
    private static JsonSerializerOptions JsonOf<T>(IServiceProvider services) =>
        services.GetKeyedService<JsonSerializerOptions>(typeof(IHybridCacheSerializer<T>))
        ?? services.GetKeyedService<JsonSerializerOptions>(typeof(IHybridCacheSerializer<>))
        ?? Json;
}
