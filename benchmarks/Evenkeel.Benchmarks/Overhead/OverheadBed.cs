using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Benchmarks.Overhead;

/// <summary>The server, with both its hosts, on a new database.</summary>
internal sealed class OverheadBed : IAsyncDisposable
{
    // A checkpoint in the middle of one contender's turn would be counted against it.
    private static readonly PostgresOptions Durable = new()
    {
        Fsync = true,
        Settings = ["synchronous_commit=on", "max_wal_size=8GB", "checkpoint_timeout=1h"],
    };

    private readonly PostgresServer? _postgres;
    private ServerProcess? _server;

    private OverheadBed(PostgresServer? postgres) => _postgres = postgres;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>What the server printed last.</summary>
    public string Output => _server?.Output ?? "";

    public static async Task<OverheadBed> StartAsync(Engine engine)
    {
        var bed = new OverheadBed(engine == Engine.Postgres ? await PostgresServer.StartNewAsync(Durable) : null);
        try
        {
            bed._server = await ServerProcess.StartAsync(new ServerSpec
            {
                Dll = Repository.Built("OverheadServer", "OverheadServer.dll"),
                Arguments = ["--database", await bed.NewDatabaseAsync()],
            });
            return bed;
        }
        catch
        {
            await bed.DisposeAsync();
            throw;
        }
    }

    public Uri Address => _server!.BaseAddress;

    public Uri AddressOf(Contender contender) => new(Address, contender.Path);

    /// <summary>Asks the server for what its tables hold, once it works on nothing else.</summary>
    public Task<TableCounts> CountAsync() => TableCounts.WhenIdleAsync(Http, new Uri(Address, "/measures"));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<string> NewDatabaseAsync()
    {
        if (_postgres is not null)
        {
            return $"postgres:{await _postgres.CreateDatabaseAsync()}";
        }

        var folder = Path.Combine(Repository.Root, "artifacts", "bench", "overhead");
        Directory.CreateDirectory(folder);
        return $"sqlite:{folder}";
    }
}
