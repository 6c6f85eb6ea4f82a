using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenkeel.Stores.Tests.TestBed;

/// <summary>A web server in this process that remembers which requests it has answered.</summary>
internal sealed class OneLineServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OneLineServer(WebApplication app) => _app = app;

    public ConcurrentQueue<string> Answered { get; } = new();

    public int Port { get; private init; }

    public static async Task<OneLineServer> StartAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var server = new OneLineServer(builder.Build()) { Port = port };
        server._app.MapPost("/{name}", async (string name, HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            await reader.ReadToEndAsync();
            server.Answered.Enqueue(name);
            return name;
        });
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
