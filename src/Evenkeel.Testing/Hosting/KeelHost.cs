using Evenkeel.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Evenkeel.Testing.Hosting;

/// <summary>
/// An application in the test's own process, on the real Kestrel and a loopback port, so that sockets, proxies and browsers work with it. It can be started anew, as a
/// deployment does. What only a crash shows needs a process: <see cref="ServerProcess"/>.
/// </summary>
public sealed class KeelHost : IAsyncDisposable
{
    private const int Attempts = 10;

    private readonly Action<WebApplicationBuilder> _configure;
    private readonly Action<WebApplication> _map;
    private readonly TimeProvider? _time;
    private WebApplication? _app;

    private KeelHost(Action<WebApplicationBuilder> configure, Action<WebApplication> map, TimeProvider? time, int port)
    {
        (_configure, _map, _time) = (configure, map, time);
        BaseAddress = new Uri($"http://127.0.0.1:{port}/");
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = BaseAddress };
    }

    /// <summary>Where it listens, by plain HTTP. A restart keeps it.</summary>
    public Uri BaseAddress { get; }

    /// <summary>A client of it: no cookies, no redirects. Make others, with the address of a proxy or with cookies, where a test needs them.</summary>
    public HttpClient Http { get; }

    /// <summary>What it logged, from warnings upward. The console gets nothing.</summary>
    public HostLog Log { get; } = new();

    /// <summary>The present application's services.</summary>
    /// <exception cref="ObjectDisposedException">It was stopped.</exception>
    public IServiceProvider Services => _app?.Services ?? throw new ObjectDisposedException(nameof(KeelHost));

    /// <summary>Builds the application and starts it.</summary>
    /// <param name="configure">What an application does with its builder: <c>AddDbContext</c>, <c>AddEvenkeel</c>. The builder is <c>WebApplication.CreateSlimBuilder()</c>.</param>
    /// <param name="map">What it does between <c>Build</c> and <c>Run</c>: create tables, <c>UseEvenkeel</c>, map endpoints.</param>
    /// <param name="time">The clock of the application, registered in place of its own <see cref="TimeProvider"/>; ids of operations have to be stamped by it too. Default: null, the application's own.</param>
    /// <exception cref="InvalidOperationException">No loopback port is free; or whatever the application itself throws at start.</exception>
    public static async Task<KeelHost> StartAsync(Action<WebApplicationBuilder> configure, Action<WebApplication> map, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(map);
        for (var attempt = 1; ; attempt++)
        {
            var host = new KeelHost(configure, map, time, FreePort.Next());
            try
            {
                await host.StartAsync();
                return host;
            }
            catch (IOException taken) when (taken.InnerException is AddressInUseException && attempt < Attempts)
            {
                // Between the look for a free port and its use another process was faster.
                await host.DisposeAsync();
            }
            catch
            {
                await host.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Stops the application, as a deployment does (requests under way are answered), and starts it anew on the same address, with new services.</summary>
    public async Task RestartAsync()
    {
        if (_app is { } app)
        {
            await app.StopAsync();
            await DisposeApplicationAsync();
        }

        await StartAsync();
    }

    /// <summary>Ends the application, without waiting for requests under way.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await DisposeApplicationAsync();
    }

    private async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Log.Provider());
        builder.WebHost.UseUrls(BaseAddress.ToString());
        _configure(builder);
        if (_time is not null)
        {
            builder.Services.RemoveAll<TimeProvider>().AddSingleton(_time);
        }

        _app = builder.Build();
        _map(_app);
        await _app.StartAsync();
    }

    private async Task DisposeApplicationAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.DisposeAsync();
        }
    }
}
