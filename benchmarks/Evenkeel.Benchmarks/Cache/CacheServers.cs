using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>A new database with 200,000 rows, and the instances that share it.</summary>
internal sealed class CacheServers : IAsyncDisposable
{
    private readonly PostgresServer? _postgres;
    private readonly string _database;
    private readonly List<ServerProcess> _servers = [];

    private CacheServers(PostgresServer? postgres, string database) => (_postgres, _database) = (postgres, database);

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public static async Task<CacheServers> StartAsync(Engine engine)
    {
        if (engine == Engine.Postgres)
        {
            var postgres = await PostgresServer.StartNewAsync(new PostgresOptions { Fsync = true });
            return new CacheServers(postgres, $"postgres:{await postgres.CreateDatabaseAsync()}");
        }

        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "bench", "cache")).FullName;
        foreach (var left in Directory.EnumerateFiles(folder, "cache.db*"))
        {
            File.Delete(left);
        }

        return new CacheServers(postgres: null, $"sqlite:{Path.Combine(folder, "cache.db")}");
    }

    /// <returns>Where the instance answers. The first one makes the tables.</returns>
    public async Task<Uri> AddAsync(params string[] more)
    {
        var server = await ServerProcess.StartAsync(new ServerSpec
        {
            Dll = Repository.Built("CacheServer", "CacheServer.dll"),
            Arguments = ["--database", _database, "--create", $"{_servers.Count == 0}", .. more],
            ReadyPath = "/ready",
            ReadyWithin = TimeSpan.FromMinutes(2),
        });
        _servers.Add(server);
        return server.BaseAddress;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await (_postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
