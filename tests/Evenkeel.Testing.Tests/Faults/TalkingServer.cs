using System.Collections.Concurrent;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.Testing.Tests.Faults;

/// <summary>Gives answers of every framing, and remembers which requests it has answered.</summary>
internal sealed class TalkingServer
{
    public ConcurrentQueue<string> Answered { get; } = new();

    public Task<KeelHost> StartAsync() => KeelHost.StartAsync(_ => { }, app =>
    {
        app.MapPost("/{name}", async (string name, HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            await reader.ReadToEndAsync();
            Answered.Enqueue(name);
            return name;
        });
        app.MapMethods("/big", ["GET", "HEAD"], () => Results.Text(new string('b', 300_000)));
        app.MapGet("/chunked", async (HttpResponse response) =>
        {
            for (var number = 0; number < 5; number++)
            {
                await response.WriteAsync(new string((char)('a' + number), 20_000));
                await response.Body.FlushAsync();
            }
        });
        app.MapGet("/nothing", () => Results.NoContent());
    });
}
