using System.Collections.Concurrent;
using System.Diagnostics;

namespace Evenkeel.Testing.Processes;

/// <summary>Starts programs that the kernel ends when this process ends, however it ends.</summary>
internal static class ChildProcess
{
    private const string SetPriv = "/usr/bin/setpriv";

    private static readonly BlockingCollection<Action> Starts = [];

    // A parent-death signal is sent when the *thread* that started the child ends, so one thread that never ends starts all.
    static ChildProcess() => new Thread(Run) { IsBackground = true, Name = "child processes" }.Start();

    /// <summary>Starts a program; its process id is the program's own, not that of a wrapper.</summary>
    /// <param name="start">The program, its arguments and environment.</param>
    /// <param name="output">Receives what it prints.</param>
    /// <param name="deathSignal">What the kernel sends it when this process is gone.</param>
    /// <param name="user">The system user to run it as, or null for the present one.</param>
    public static Task<Process> StartAsync(ProcessStartInfo start, OutputTail output, string deathSignal = "KILL", string? user = null)
    {
        var wrapped = Wrap(start, deathSignal, user);
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(StartNow(wrapped, output));
            }
            catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message holds what it printed.</exception>
    public static async Task RunAsync(ProcessStartInfo start, string? user = null)
    {
        var output = new OutputTail();
        using var process = await StartAsync(start, output, user: user);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} ended with code {process.ExitCode}:\n{output}");
        }
    }

    private static Process StartNow(ProcessStartInfo start, OutputTail output)
    {
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static ProcessStartInfo Wrap(ProcessStartInfo start, string deathSignal, string? user)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        if (!File.Exists(SetPriv))
        {
            return user is null ? start : throw new InvalidOperationException($"{SetPriv} is missing. Install it: apt-get install -y util-linux");
        }

        List<string> arguments = ["--pdeathsig", deathSignal];
        if (user is not null)
        {
            arguments.AddRange(["--reuid=" + user, "--regid=" + user, "--init-groups"]);
        }

        arguments.Add("--");
        arguments.Add(start.FileName);
        arguments.AddRange(start.ArgumentList);
        start.FileName = SetPriv;
        start.ArgumentList.Clear();
        arguments.ForEach(start.ArgumentList.Add);
        return start;
    }

    private static void Run()
    {
        foreach (var start in Starts.GetConsumingEnumerable())
        {
            start();
        }
    }
}
