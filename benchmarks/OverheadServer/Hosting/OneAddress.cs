using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace OverheadServer.Hosting;

/// <summary>
/// One address for two hosts, by the beginning of the path: each still makes its own contexts and runs its own pipeline, and a load generator can turn from one to the other from request to request.
/// </summary>
internal static class OneAddress
{
    /// <summary>Has a host listen nowhere; what it would serve is kept.</summary>
    public static Hosted Capture(IServiceCollection services)
    {
        var hosted = new Hosted();
        services.AddSingleton<IServer>(hosted);
        return hosted;
    }

    /// <summary>Has a host's own server serve another host, too.</summary>
    public static void Share(IServiceCollection services, string prefix, Hosted other)
    {
        var own = services.Last(each => each.ServiceType == typeof(IServer));
        services.AddSingleton<IServer>(provider => new SharedServer((IServer)ActivatorUtilities.CreateInstance(provider, own.ImplementationType!), prefix, other));
    }

    /// <summary>The application of a host without a server.</summary>
    [SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
    internal sealed class Hosted : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public IHttpApplication<object> Application { get; private set; } = null!;

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull
        {
            Application = new Boxed<TContext>(application);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }

    private sealed class SharedServer(IServer server, string prefix, Hosted other) : IServer
    {
        public IFeatureCollection Features => server.Features;

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull =>
            server.StartAsync(new ByPath(prefix, other.Application, new Boxed<TContext>(application)), cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

        public void Dispose() => server.Dispose();
    }

    private sealed class Boxed<TContext>(IHttpApplication<TContext> application) : IHttpApplication<object>
        where TContext : notnull
    {
        public object CreateContext(IFeatureCollection contextFeatures) => application.CreateContext(contextFeatures);

        public Task ProcessRequestAsync(object context) => application.ProcessRequestAsync((TContext)context);

        public void DisposeContext(object context, Exception? exception) => application.DisposeContext((TContext)context, exception);
    }

    private sealed class ByPath(string prefix, IHttpApplication<object> other, IHttpApplication<object> own) : IHttpApplication<ByPath.Call>
    {
        public Call CreateContext(IFeatureCollection contextFeatures)
        {
            var host = contextFeatures.GetRequiredFeature<IHttpRequestFeature>().Path.StartsWith(prefix, StringComparison.Ordinal) ? other : own;
            return new Call(host, host.CreateContext(contextFeatures));
        }

        public Task ProcessRequestAsync(Call context) => context.Host.ProcessRequestAsync(context.Context);

        public void DisposeContext(Call context, Exception? exception) => context.Host.DisposeContext(context.Context, exception);

        internal readonly record struct Call(IHttpApplication<object> Host, object Context);
    }
}
