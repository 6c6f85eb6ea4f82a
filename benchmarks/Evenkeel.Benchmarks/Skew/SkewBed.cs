using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Benchmarks.Skew;

/// <summary>A new database, and the instances that share it.</summary>
internal sealed class SkewBed : IAsyncDisposable
{
    private readonly PostgresServer? _postgres;
    private readonly string _database;
    private readonly List<ServerProcess> _servers = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    private SkewBed(PostgresServer? postgres, string database) => (_postgres, _database) = (postgres, database);

    /// <summary>Where a run may leave files.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "bench", "skew");

    public static async Task<SkewBed> StartAsync(Engine engine)
    {
        if (engine == Engine.Postgres)
        {
            var postgres = await PostgresServer.StartNewAsync(new PostgresOptions { Fsync = true });
            return new SkewBed(postgres, $"postgres:{await postgres.CreateDatabaseAsync()}");
        }

        Directory.CreateDirectory(Folder);
        foreach (var left in Directory.EnumerateFiles(Folder, "skew.db*"))
        {
            File.Delete(left);
        }

        return new SkewBed(postgres: null, $"sqlite:{Path.Combine(Folder, "skew.db")}");
    }

    public async Task<SkewInstance> StartAsync(string build, params string[] more)
    {
        var server = await ServerProcess.StartAsync(new ServerSpec
        {
            Dll = Repository.Built("SkewServer", "SkewServer.dll"),
            Arguments = ["--build", build, "--database", _database, .. more],
            ReadyPath = "/text",
        });
        _servers.Add(server);
        return new SkewInstance(server.BaseAddress, _http);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await (_postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
