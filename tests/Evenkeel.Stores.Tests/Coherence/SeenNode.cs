using System.Globalization;
using System.Text.Json;
using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Coherence.Feed;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Operations;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Coherence;

/// <summary>One of several instances on one database that hear of each other only when somebody asks. Its list of products only grows.</summary>
internal sealed class SeenNode : IAsyncDisposable
{
    private readonly KeelHost _host;
    private int _runs;

    private SeenNode(KeelHost host) => _host = host;

    /// <summary>How often the handler of a cached query ran.</summary>
    public int Runs => Volatile.Read(ref _runs);

    public ChangeFeed Feed => _host.Services.GetRequiredService<ChangeFeed>();

    public HttpClient Http => _host.Http;

    public static async Task<SeenNode> StartAsync(TestDatabase database)
    {
        var options = new DbContextOptionsBuilder<ShopDb>();
        database.Use(options);
        await using (var db = new ShopDb(options.Options))
        {
            await db.Database.EnsureCreatedAsync();
        }

        return await JoinAsync(database);
    }

    public static async Task<SeenNode> JoinAsync(TestDatabase database)
    {
        SeenNode node = null!;
        var host = await KeelHost.StartAsync(
            builder =>
            {
                builder.Services.AddDbContext<ShopDb>(database.Use);
                builder.AddEvenkeel().UseStore<ShopDb>().UseCache(cache => cache.Expiration = TimeSpan.FromHours(1)).ConfigureFeed(FeedSuite.Rarely);
            },
            app =>
            {
                app.UseEvenkeel();
                app.MapEvenkeel();
                app.MapQuery("/products", (ShopDb db) => node.CountAsync(db)).Cached().Shared();
                app.MapQuery("/strict", (ShopDb db) => node.CountAsync(db)).Cached().Shared().Strict();
                app.MapQuery("/uncached", (ShopDb db) => db.Products.CountAsync());
                app.MapCommand("/products", (ShopDb db) => AddAsync(db));
                app.MapPost("/adopted", (ShopDb db) => AddAsync(db)).AsCommand();
            });
        return node = new SeenNode(host);
    }

    public Task<(int Count, string? Seen, string? Tags)> ReadAsync(string? seen = null, string path = "/products") => SendAsync(HttpMethod.Get, path, seen);

    /// <summary>Adds a product.</summary>
    /// <returns>The token of the answer.</returns>
    public async Task<string> WriteAsync(string path = "/products", string? seen = null) => (await SendAsync(HttpMethod.Post, path, seen)).Seen!;

    /// <summary>Adds a product by a flush of two.</summary>
    /// <returns>The token of the last line.</returns>
    public async Task<string> FlushAsync()
    {
        string[] lines = [.. new[] { "/products", "/adopted" }.Select(path => JsonSerializer.Serialize(new { id = NewId(), method = "POST", path, body = new { } }))];
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/_evenkeel/outbox", UriKind.Relative)) { Content = new StringContent(string.Join('\n', lines), null, "application/x-ndjson") };
        request.Headers.Add(KeelHeaders.Protocol, "3");
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(text.Split("\"status\":200").Length == 3, text);
        return JsonElement.Parse(text.Split('\n')[1]).GetProperty("seen").GetString()!;
    }

    public Task<long> LookAsync() => _host.Services.GetRequiredService<ICoherence>().PositionAfterAsync(TestContext.Current.CancellationToken).AsTask();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static string NewId() => OperationId.Create(TimeProvider.System.GetUtcNow()).ToString();

    private static async Task AddAsync(ShopDb db)
    {
        db.Products.Add(new ShopDb.Product { Name = "Rope" });
        await db.SaveChangesAsync();
    }

    private Task<int> CountAsync(ShopDb db)
    {
        Interlocked.Increment(ref _runs);
        return db.Products.CountAsync();
    }

    private async Task<(int Count, string? Seen, string? Tags)> SendAsync(HttpMethod method, string path, string? seen)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Add(KeelHeaders.Protocol, "3");
        if (seen is not null)
        {
            request.Headers.TryAddWithoutValidation(KeelHeaders.Seen, seen);
        }

        if (method == HttpMethod.Post)
        {
            request.Headers.Add(KeelHeaders.OperationId, NewId());
        }

        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return (int.TryParse(text, CultureInfo.InvariantCulture, out var count) ? count : 0, Header(KeelHeaders.Seen), Header(KeelHeaders.Tags));

        string? Header(string name) => answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;
    }
}
