using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Evenkeel.AspNetCore.Assets;
using Evenkeel.S3;
using Evenkeel.TestBed;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Evenkeel.Stores.Tests.Assets;

/// <summary>A bucket, instances that use it, each with a cache of its own, and builds for them.</summary>
internal sealed class S3Bed : IAsyncDisposable
{
    private readonly DirectoryInfo _caches = Directory.CreateTempSubdirectory("evenkeel-s3-cache-");
    private int _instances;

    private S3Bed(S3Server server) => Server = server;

    public S3Server Server { get; }

    public ShiftedClock Clock { get; } = new();

    public static async Task<S3Bed> StartAsync() => new(await S3Server.StartAsync());

    public IAmazonS3 Client() => new AmazonS3Client(
        new BasicAWSCredentials(S3Server.Credential, S3Server.Credential),
        new AmazonS3Config { ServiceURL = Server.BaseAddress.ToString(), ForcePathStyle = true, MaxErrorRetry = 0, UseHttp = true });

    /// <summary>The store as another machine has it.</summary>
    public S3AssetStore Instance(string prefix = "evenkeel/") => new(
        Client(), Options.Create(new S3AssetOptions { Bucket = S3Server.Bucket, Prefix = prefix, CacheFolder = Path.Combine(_caches.FullName, $"{++_instances}") }), Clock, NullLogger<S3AssetStore>.Instance);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _caches.Delete(recursive: true);
    }

    /// <summary>A build of hashed files, by name and text.</summary>
    public static AssetManifest Build(string name, params (string Path, string Text)[] files) => AssetManifest.Read(JsonSerializer.SerializeToUtf8Bytes(
        new { evenkeel = 1, build = name, files = files.ToDictionary(file => file.Path, file => HashOf(file.Text)), shell = Array.Empty<string>() }));

    /// <summary>The release folder of such a build.</summary>
    public static Func<string, Stream> Release(params (string Path, string Text)[] files) =>
        path => new MemoryStream(Encoding.UTF8.GetBytes(files.First(file => file.Path == path).Text));

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static async Task<string?> ReadAsync(IAssetStore store, string hash)
    {
        await using var content = await store.OpenAsync(hash, CancellationToken.None);
        return content is null ? null : await new StreamReader(content).ReadToEndAsync();
    }
}
