using System.Diagnostics;
using System.Net;

namespace Evenkeel.TestBed;

/// <summary>
/// A .NET web server in a process of its own, which can be killed as a crash would and started again on the same port.
/// The kernel kills it when the test process is gone. Not for use from several threads at once.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    private readonly ServerSpec _spec;
    private readonly OutputTail _output = new();
    private Process? _process;

    private ServerProcess(ServerSpec spec)
    {
        _spec = spec;
        Port = spec.Port ?? FreePort.Next();
        BaseAddress = new Uri($"http://127.0.0.1:{Port}/");
    }

    public int Port { get; }

    public Uri BaseAddress { get; }

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The server is not running.");

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The last lines that it printed, over all its starts.</summary>
    public string Output => _output.ToString();

    /// <summary>Starts the server and waits until its ready path answers.</summary>
    /// <exception cref="InvalidOperationException">It ended first; the message holds its output.</exception>
    /// <exception cref="TimeoutException">It did not become ready in time; the message holds its output.</exception>
    public static async Task<ServerProcess> StartAsync(ServerSpec spec)
    {
        var server = new ServerProcess(spec);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again, on the same port, after <see cref="KillAsync"/> or after it ended by itself.</summary>
    public async Task StartAsync()
    {
        if (IsRunning)
        {
            throw new InvalidOperationException($"The server already runs as process {ProcessId}.");
        }

        _process?.Dispose();
        _process = await ChildProcess.StartAsync(StartInfo(), _output);
        await Poll.UntilAsync(IsReadyAsync, _spec.ReadyWithin, () => $"{BaseAddress} was not ready. Its output:\n{Output}");
    }

    /// <summary>Ends it as a crash does: SIGKILL, nothing is flushed. Returns once the process is gone.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
        {
            return;
        }

        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        _process = null;
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _spec.WorkingDirectory ?? Path.GetDirectoryName(_spec.Dll)! };
        start.ArgumentList.Add(_spec.Dll);
        foreach (var argument in _spec.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ASPNETCORE_URLS"] = BaseAddress.GetLeftPart(UriPartial.Authority);
        foreach (var (name, value) in _spec.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task<bool> IsReadyAsync()
    {
        if (!IsRunning)
        {
            throw new InvalidOperationException($"The server ended with code {_process?.ExitCode} before it was ready. Its output:\n{Output}");
        }

        try
        {
            using var answer = await Http.GetAsync(new Uri(BaseAddress, _spec.ReadyPath));
            return answer.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
