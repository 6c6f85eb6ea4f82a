using System.Diagnostics;
using Evenkeel.Testing.Processes;
using Evenkeel.Testing.Time;
using Npgsql;

namespace Evenkeel.TestBed;

/// <summary>
/// A PostgreSQL server of the tests' own: data in a temporary folder, loopback only, gone with the test process.
/// It can be stopped as a crash would and started again on the same data and port. Databases may be created from any thread.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(StartSharedAsync);

    private readonly PostgresOptions _options;
    private readonly string _folder = PostgresFolder.Name();
    private readonly OutputTail _output = new();
    private int _databases;
    private Process? _process;

    private PostgresServer(PostgresOptions options) => _options = options;

    public int Port { get; } = FreePort.Next();

    /// <summary>What the server logged last.</summary>
    public string Output => _output.ToString();

    /// <summary>The one server that all tests of this process share. Tests that stop a server start their own.</summary>
    public static Task<PostgresServer> SharedAsync() => SharedServer.Value;

    /// <exception cref="InvalidOperationException">PostgreSQL is not installed; the message names the command.</exception>
    public static async Task<PostgresServer> StartNewAsync(PostgresOptions? options = null)
    {
        PostgresFolder.DeleteAbandoned();
        var server = new PostgresServer(options ?? new PostgresOptions());
        try
        {
            await ChildProcess.RunAsync(PostgresInstallation.Command(
                PostgresInstallation.Program("initdb"),
                "-D", server._folder, "-U", "app", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"), PostgresInstallation.User);
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again on the same data and port.</summary>
    public async Task StartAsync()
    {
        List<string> arguments =
        [
            "-D", _folder, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_folder}",
            "-c", $"fsync={(_options.Fsync ? "on" : "off")}", "-c", "max_connections=200",
            .. _options.Settings.SelectMany(each => new[] { "-c", each }),
        ];
        var command = PostgresInstallation.Command(PostgresInstallation.Program("postgres"), arguments);
        _process = await ChildProcess.StartAsync(command, _output, deathSignal: "QUIT", PostgresInstallation.User);
        await Poll.UntilAsync(AnswersAsync, TimeSpan.FromSeconds(30), () => $"PostgreSQL did not start:\n{Output}");
    }

    /// <summary>Stops the server.</summary>
    /// <param name="immediate">True stops it as a crash would (the next start recovers from the log); false waits for a checkpoint.</param>
    public async Task StopAsync(bool immediate = false)
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        using (var kill = Process.Start("kill", [immediate ? "-QUIT" : "-INT", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"keel_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(immediate: true);
        PostgresFolder.Delete(_folder);
    }

    private string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Username = "app", Database = database }.ConnectionString;

    private async Task<bool> AnswersAsync()
    {
        if (_process is { HasExited: true })
        {
            throw new InvalidOperationException($"PostgreSQL ended with code {_process.ExitCode}:\n{Output}");
        }

        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false;Timeout=2");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task<PostgresServer> StartSharedAsync()
    {
        var server = await StartNewAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5));
        return server;
    }
}
