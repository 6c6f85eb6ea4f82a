using System.Collections.Concurrent;
using Evenkeel.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenkeel.Stores.Tests.Deliveries;

/// <summary>The world outside, in this process: it outlives every crash of the server, remembers all that it took, and fails one call in three.</summary>
internal sealed class MessageSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;

    private MessageSink(WebApplication app, string url) => (_app, Url) = (app, url);

    public string Url { get; }

    /// <summary>Whether it takes anything at all.</summary>
    public bool IsOpen { get; set; } = true;

    public int Calls => Volatile.Read(ref _calls);

    public int Failures { get; private set; }

    /// <summary>Delivery and operation of each message that it took.</summary>
    public ConcurrentQueue<(string Delivery, string Operation)> Taken { get; } = new();

    public static async Task<MessageSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        builder.WebHost.UseUrls(url);
        var sink = new MessageSink(builder.Build(), url);
        sink._app.MapPost("/{delivery}", sink.TakeAsync);
        await sink._app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(string delivery, HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var operation = await reader.ReadToEndAsync();
        if (Interlocked.Increment(ref _calls) % 3 == 0 || !IsOpen)
        {
            Failures++;
            return Results.StatusCode(503);
        }

        Taken.Enqueue((delivery, operation));
        return Results.Ok();
    }
}
