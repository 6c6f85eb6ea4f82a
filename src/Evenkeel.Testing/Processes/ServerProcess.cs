using System.Diagnostics;
using System.Net;
using Evenkeel.Testing.Time;

namespace Evenkeel.Testing.Processes;

/// <summary>
/// A .NET web server in a process of its own, which can be killed as a crash would and started again on the same port. On Linux the kernel kills it when the
/// test process is gone, however that ends. Not for use from several threads at once, waiting for output apart.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan LastLinesWithin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(5);

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

    /// <summary>The loopback port; a restart keeps it.</summary>
    public int Port { get; }

    /// <summary>Where it listens, by plain HTTP.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The id of the present process; each start has another.</summary>
    /// <exception cref="InvalidOperationException">It was never started, or it was disposed.</exception>
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>Whether the process is there.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The last 400 lines that it printed, over all its starts.</summary>
    public string Output => _output.ToString();

    /// <summary>Starts the server and waits until it can be used.</summary>
    /// <exception cref="InvalidOperationException">It ended first; the message holds its output.</exception>
    /// <exception cref="TimeoutException">It did not become ready in time; the message holds its output.</exception>
    public static async Task<ServerProcess> StartAsync(ServerSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
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
    /// <param name="more">Arguments for this start only, after those of the specification.</param>
    /// <exception cref="InvalidOperationException">It still runs, or it ended before it was ready.</exception>
    /// <exception cref="TimeoutException">It did not become ready in time.</exception>
    public async Task StartAsync(params string[] more)
    {
        if (IsRunning)
        {
            throw new InvalidOperationException($"The server already runs as process {ProcessId}.");
        }

        _process?.Dispose();
        _process = await ChildProcess.StartAsync(StartInfo(more), _output);
        await Poll.UntilAsync(IsReadyAsync, _spec.ReadyWithin, () => $"{BaseAddress} was not ready. Its output:\n{Output}", BetweenAttempts);
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

    /// <summary>Ends it as a deployment does: SIGTERM, so that requests under way are answered. Returns once the process is gone. Linux and macOS.</summary>
    /// <exception cref="TimeoutException">It did not end within 60 s; the message holds its output.</exception>
    public async Task StopAsync()
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        using (var kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        try
        {
            await process.WaitForExitAsync().WaitAsync(StopsWithin);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{BaseAddress} did not stop within {StopsWithin.TotalSeconds} s. Its output:\n{Output}");
        }
    }

    /// <summary>Kills it and starts it again.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    /// <summary>Waits for a line that the server prints from now on, over a restart too: how a server tells that it has come to the place where a test wants to kill it.</summary>
    /// <param name="isIt">Whether this is the line. Called on another thread, once a line.</param>
    /// <param name="limit">When to give up.</param>
    /// <returns>The line.</returns>
    /// <exception cref="TimeoutException">It did not come within <paramref name="limit"/>; the message holds the output.</exception>
    public async Task<string> UntilPrintedAsync(Func<string, bool> isIt, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(isIt);
        try
        {
            return await _output.NextAsync(isIt).WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{BaseAddress} did not print the line within {limit.TotalSeconds:0.#} s. Its output:\n{Output}");
        }
    }

    /// <summary>Kills it, if it runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        _process = null;
    }

    private ProcessStartInfo StartInfo(IEnumerable<string> more)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _spec.WorkingDirectory ?? Path.GetDirectoryName(Path.GetFullPath(_spec.Dll))! };
        foreach (var argument in _spec.Arguments.Concat(more).Prepend(Path.GetFullPath(_spec.Dll)))
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
            // Its last lines may still be on their way.
            await Task.WhenAny(_process?.WaitForExitAsync() ?? Task.CompletedTask, Task.Delay(LastLinesWithin, TimeProvider.System));
            throw new InvalidOperationException($"The server ended with code {_process?.ExitCode} before it was ready. Its output:\n{Output}");
        }

        try
        {
            using var answer = await Http.GetAsync(new Uri(BaseAddress, _spec.ReadyPath ?? "/"));
            return _spec.ReadyPath is null || answer.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
