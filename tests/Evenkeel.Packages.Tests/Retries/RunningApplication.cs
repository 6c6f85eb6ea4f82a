using System.Globalization;
using Evenkeel.Packages.Tests.Making;
using Evenkeel.Testing.Faults;
using Evenkeel.Testing.Processes;
using Microsoft.Data.Sqlite;

namespace Evenkeel.Packages.Tests.Retries;

/// <summary>A new application on a SQLite file of its own, behind a proxy that can cut its answers.</summary>
internal sealed class RunningApplication : IAsyncDisposable
{
    private readonly string _database;
    private readonly ServerProcess _server;

    private RunningApplication(string database, ServerProcess server)
    {
        (_database, _server) = (database, server);
        Proxy = FaultProxy.Before(server.BaseAddress);
        Proxy.Rates = new FaultRates { Applies = line => line.StartsWith("POST ", StringComparison.Ordinal) };
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Proxy.BaseAddress };
    }

    /// <summary>Hurts only what changes something.</summary>
    public FaultProxy Proxy { get; }

    public HttpClient Http { get; }

    public static async Task<RunningApplication> StartAsync(NewApplication application, string ready, string? webRoot = null)
    {
        var database = Path.Combine(application.Folder, Path.GetRandomFileName() + ".db");
        var server = await ServerProcess.StartAsync(new ServerSpec
        {
            Dll = application.Dll,
            Arguments = ["--ConnectionStrings:Notes", $"Data Source={database}", .. webRoot is null ? Array.Empty<string>() : ["--webroot", webRoot]],
            WorkingDirectory = application.Folder,
            ReadyPath = ready,
        });
        return new RunningApplication(database, server);
    }

    /// <summary>The notes in the database, read past the application.</summary>
    public async Task<IReadOnlyList<string>> NotesAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={_database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Text FROM Notes ORDER BY Id";
        await using var rows = await command.ExecuteReaderAsync();
        var notes = new List<string>();
        while (await rows.ReadAsync())
        {
            notes.Add(Convert.ToString(rows[0], CultureInfo.InvariantCulture)!);
        }

        return notes;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Proxy.DisposeAsync();
        await _server.DisposeAsync();
    }
}
