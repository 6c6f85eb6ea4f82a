using System.Net.Http.Json;
using System.Text;
using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;
using Evenkeel.Testing.Time;

namespace Evenkeel.Benchmarks.Drafts;

/// <summary>The server on a new database, and one turn of a contender.</summary>
internal sealed class DraftBed : IAsyncDisposable
{
    public const string Draft = "_evenkeel/drafts";
    public const string Plain = "plain";

    private const int Keys = 512;

    // A checkpoint in the middle of one contender's turn would be counted against it.
    private static readonly PostgresOptions Durable = new() { Fsync = true, Settings = ["synchronous_commit=on", "max_wal_size=8GB", "checkpoint_timeout=1h"] };

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly PostgresServer? _postgres;
    private ServerProcess? _server;
    private int _turns;

    private DraftBed(PostgresServer? postgres) => _postgres = postgres;

    public static async Task<DraftBed> StartAsync(Engine engine)
    {
        var bed = new DraftBed(engine == Engine.Postgres ? await PostgresServer.StartNewAsync(Durable) : null);
        try
        {
            bed._server = await ServerProcess.StartAsync(new ServerSpec
            {
                Dll = Repository.Built("DraftServer", "DraftServer.dll"),
                Arguments = ["--database", bed._postgres is null ? $"sqlite:{NewFile()}" : $"postgres:{await bed._postgres.CreateDatabaseAsync()}"],
                ReadyPath = "/ready",
            });
            return bed;
        }
        catch
        {
            await bed.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many methods were compiled so far, tier by tier.</summary>
    public Task<long> CompiledAsync() => _http.GetFromJsonAsync<long>(Address("compiled"));

    /// <returns>Saves a second.</returns>
    /// <exception cref="BenchmarkInvalidException">Answers and tables do not agree.</exception>
    public async Task<double> RunAsync(string contender, int connections, TimeSpan duration)
    {
        var user = $"user{++_turns}";
        await FillAsync(contender, user);
        var load = await LoadGenerator.RunAsync(Address(""), contender, ["Drafts/drafts.lua", contender, user, $"{Keys}"], connections, duration);
        if (contender == Draft)
        {
            // What the generator no longer waited for may still be written.
            long saved = 0;
            await Poll.UntilAsync(async () => (saved = (await SavedAsync(user)).Revisions - Keys) >= load.Requests, TimeSpan.FromSeconds(30), () => $"{load.Requests} answers left {saved} revisions");
            if (saved > load.Requests + connections)
            {
                throw new BenchmarkInvalidException($"{load.Requests} answers left {saved} revisions.");
            }
        }

        return load.Requests / load.Duration.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static string NewFile()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "bench", "drafts")).FullName;
        foreach (var left in Directory.EnumerateFiles(folder, "drafts.db*"))
        {
            File.Delete(left);
        }

        return Path.Combine(folder, "drafts.db");
    }

    private Uri Address(string path) => new(_server!.BaseAddress, path);

    // The first save of each key, as large as the next ones.
    private async Task FillAsync(string contender, string user)
    {
        var values = string.Join(',', Enumerable.Range(1, 20).Select(field => $"\"field{field:00}\":\"{new string('x', 36)}\""));
        for (var key = 0; key < Keys; key++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, Address($"{contender}/k{key}"));
            request.Headers.Add("X-User", user);
            request.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
            request.Content = new StringContent($$$"""{"by":"tab1","form":"v1","values":{{{{values}}}}}""", Encoding.UTF8, "application/json");
            using var answer = await _http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }

        var saved = await SavedAsync(user);
        if ((contender == Draft ? saved.Revisions : saved.Rows) != Keys)
        {
            throw new BenchmarkInvalidException($"{contender}: {Keys} first saves left {saved}.");
        }
    }

    private async Task<Saved> SavedAsync(string user) => (await _http.GetFromJsonAsync<Saved>(Address($"saved/{user}")))!;

    private sealed record Saved(long Revisions, long Rows);
}
