using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Benchmarks.Sessions;

/// <summary>Two instances on one PostgreSQL.</summary>
internal sealed class SessionServers : IAsyncDisposable
{
    private readonly PostgresServer _postgres;
    private readonly List<ServerProcess> _servers = [];

    private SessionServers(PostgresServer postgres) => _postgres = postgres;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });

    public Uri First => _servers[0].BaseAddress;

    public Uri Second => _servers[1].BaseAddress;

    public static async Task<SessionServers> StartAsync()
    {
        var servers = new SessionServers(await PostgresServer.StartNewAsync(new PostgresOptions { Fsync = true }));
        try
        {
            var database = await servers._postgres.CreateDatabaseAsync();
            await servers.AddAsync("--postgres", database, "--create", "true");
            await servers.AddAsync("--postgres", database);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <returns>The cookie, as a request sends it.</returns>
    public async Task<string> SignInAsync(string scheme, string user)
    {
        using var answer = await Http.PostAsync(new Uri(First, $"{scheme}/sign-in?user={user}"), content: null);
        return string.Join("; ", answer.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").Select(each => each.Split(';')[0]));
    }

    public async Task<int> AskAsync(Uri instance, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(instance, "kept"));
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        using var answer = await Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _postgres.DisposeAsync();
    }

    private async Task AddAsync(params string[] arguments) => _servers.Add(await ServerProcess.StartAsync(new ServerSpec
    {
        Dll = Repository.Built("SessionServer", "SessionServer.dll"),
        Arguments = arguments,
        ReadyPath = "/ready",
    }));
}
