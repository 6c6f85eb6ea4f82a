using Evenkeel.AspNetCore.Stability.Shutdown;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Evenkeel.AspNetCore.Tests.Stability.Shutdown;

/// <summary>An application that is told to stop, as the host is by SIGTERM.</summary>
internal static class LeavingApp
{
    public static Task<TestApp> StartAsync(ManualClock clock, Action<WebApplication>? map = null, Action<ShutdownOptions>? shutdown = null, Action<IServiceCollection>? services = null) =>
        TestApp.StartAsync(map ?? NotesApi.Map, new TestAppOptions
        {
            Clock = clock,
            Services = builder =>
            {
                builder.AddEvenkeel().ConfigureShutdown(shutdown ?? (_ => { }));
                services?.Invoke(builder.Services);
            },
        });

    /// <summary>Tells it to stop.</summary>
    /// <returns>Ends when it has.</returns>
    public static Task LeaveAsync(this TestApp app)
    {
        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        return app.Services.GetRequiredService<IHost>().StopAsync(TestContext.Current.CancellationToken);
    }

    public static ServerStop StopOf(this TestApp app) => app.Services.GetRequiredService<ServerStop>();

    public static Task<Answer> ReadyAsync(this TestApp app) => app.SendAsync(new Call { Method = "GET", Path = "/_evenkeel/health/ready", User = null, FromRuntime = false });

    /// <summary>Completes when nobody can connect to it any more.</summary>
    public static Task UntilClosedAsync(this TestApp app) => Poll.UntilAsync(
        async () =>
        {
            using var probe = new System.Net.Sockets.TcpClient();
            try
            {
                await probe.ConnectAsync(app.Http.BaseAddress!.Host, app.Http.BaseAddress.Port);
                return false;
            }
            catch (System.Net.Sockets.SocketException)
            {
                return true;
            }
        },
        TimeSpan.FromSeconds(30),
        () => "It still listens.");
}
