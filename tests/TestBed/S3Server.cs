using System.Diagnostics;
using System.Net;
using Evenkeel.Testing.Processes;
using Evenkeel.Testing.Time;

namespace Evenkeel.TestBed;

/// <summary>A server that speaks S3, as a process of its own on loopback, with one bucket in a folder.</summary>
public sealed class S3Server : IAsyncDisposable
{
    /// <summary>The only bucket.</summary>
    public const string Bucket = "assets";

    /// <summary>Key and secret of the only user.</summary>
    public const string Credential = "S3RVER";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evenkeel-s3-");
    private readonly OutputTail _output = new();
    private Process? _process;

    private S3Server()
    {
    }

    public Uri BaseAddress { get; } = new($"http://127.0.0.1:{FreePort.Next()}/");

    /// <exception cref="InvalidOperationException">The npm packages are not installed, or it ended.</exception>
    public static async Task<S3Server> StartAsync()
    {
        var server = new S3Server();
        try
        {
            await server.RunAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it, as an outage does.</summary>
    public async Task StopAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task RunAsync()
    {
        var program = Path.Combine(Repository.Root, "node_modules", "s3rver", "bin", "s3rver.js");
        if (!File.Exists(program))
        {
            throw new InvalidOperationException("s3rver is not installed. Install it: npm ci");
        }

        var start = new ProcessStartInfo("node");
        foreach (var argument in (string[])[program, "--directory", _folder.FullName, "--address", "127.0.0.1", "--port", $"{BaseAddress.Port}", "--configure-bucket", Bucket, "--silent"])
        {
            start.ArgumentList.Add(argument);
        }

        _process = await ChildProcess.StartAsync(start, _output);
        await Poll.UntilAsync(AnswersAsync, TimeSpan.FromSeconds(30), () => $"The S3 server did not start:\n{_output}");
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process is { HasExited: true })
        {
            throw new InvalidOperationException($"The S3 server ended with code {_process.ExitCode}:\n{_output}");
        }

        try
        {
            using var answer = await Http.GetAsync(BaseAddress);
            return answer.StatusCode is not HttpStatusCode.ServiceUnavailable;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
