using System.Diagnostics;
using System.Net.Sockets;
using Evenkeel.Testing.Processes;
using Evenkeel.Testing.Time;

namespace Evenkeel.TestBed;

/// <summary>
/// The machine's nginx in front of one server, as a process of its own on loopback. Its configuration says where to listen and where to pass
/// to; everything that decides about sizes, buffers and times is nginx's default.
/// </summary>
public sealed class NginxServer : IAsyncDisposable
{
    private static readonly string[] Folders = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin"];

    private readonly string _folder = Path.Combine("/tmp", $"evenkeel-nginx-{Environment.ProcessId}-{Path.GetRandomFileName()}");
    private readonly OutputTail _output = new();
    private Process? _process;

    private NginxServer()
    {
    }

    public int Port { get; } = FreePort.Next();

    public Uri BaseAddress => new($"http://127.0.0.1:{Port}/");

    private string ConfigurationFile => Path.Combine(_folder, "nginx.conf");

    /// <summary>What it logged last.</summary>
    public string Output => _output.ToString();

    /// <param name="upstreamPorts">The loopback ports that requests are passed to, at random.</param>
    /// <exception cref="InvalidOperationException">nginx is not installed, or ended; the message says which.</exception>
    public static async Task<NginxServer> StartAsync(params int[] upstreamPorts)
    {
        var server = new NginxServer();
        try
        {
            await server.RunAsync(upstreamPorts);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Passes requests to other ports from now on, as an operator does it: a new configuration, and a signal. Connections that stand stay where they are.</summary>
    public async Task SwitchAsync(params int[] upstreamPorts)
    {
        await File.WriteAllTextAsync(ConfigurationFile, Configuration(upstreamPorts));
        using var signal = Process.Start("/bin/sh", ["-c", $"kill -HUP {_process!.Id}"]);
        await signal.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        _process?.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task RunAsync(int[] upstreamPorts)
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(ConfigurationFile, Configuration(upstreamPorts));
        var start = new ProcessStartInfo(Program()) { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-p", _folder, "-e", "stderr", "-c", ConfigurationFile])
        {
            start.ArgumentList.Add(argument);
        }

        _process = await ChildProcess.StartAsync(start, _output, deathSignal: "TERM");
        await Poll.UntilAsync(ListensAsync, TimeSpan.FromSeconds(30), () => $"nginx did not start:\n{Output}");
    }

    // Folders for temporary files are moved, since the packaged ones belong to the system's own nginx.
    private string Configuration(int[] upstreamPorts) => $$"""
        daemon off;
        pid {{_folder}}/nginx.pid;
        error_log stderr;
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        events { }
        http {
          access_log off;
          client_body_temp_path {{_folder}}/body;
          proxy_temp_path {{_folder}}/proxy;
          fastcgi_temp_path {{_folder}}/fastcgi;
          uwsgi_temp_path {{_folder}}/uwsgi;
          scgi_temp_path {{_folder}}/scgi;
          upstream application {
            random;
            {{string.Join(' ', upstreamPorts.Select(port => $"server 127.0.0.1:{port} max_fails=0;"))}}
          }
          server {
            listen 127.0.0.1:{{Port}};
            location / {
              proxy_pass http://application;
            }
          }
        }
        """;

    private static string Program() =>
        Folders.Select(folder => Path.Combine(folder, "nginx")).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("nginx is not installed. Install it: apt-get install -y nginx");

    private async Task<bool> ListensAsync()
    {
        if (_process is { HasExited: true })
        {
            throw new InvalidOperationException($"nginx ended with code {_process.ExitCode}:\n{Output}");
        }

        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await probe.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
