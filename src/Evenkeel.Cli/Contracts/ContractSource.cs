using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Cli.Contracts;

/// <summary>Where contracts come from: a file, or a server that is running.</summary>
internal static class ContractSource
{
    private const string Path = "/_evenkeel/contracts";
    private const string SeenPath = "/_evenkeel/contracts/seen";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="ContractException">There are none; the message says where and why.</exception>
    public static Task<ContractSet> ReadAsync(string source, CancellationToken cancel) => ReadAsync(source, Path, ContractFile.Read, cancel);

    /// <summary>Those that live pages call under.</summary>
    /// <exception cref="ContractException">There are none; the message says where and why.</exception>
    public static Task<IReadOnlyList<SeenContract>> ReadSeenAsync(string source, CancellationToken cancel) => ReadAsync(source, SeenPath, SeenFile.Read, cancel);

    private static async Task<T> ReadAsync<T>(string source, string path, Func<string, T> read, CancellationToken cancel)
    {
        try
        {
            return read(Uri.TryCreate(source, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? await AskAsync(uri, path, cancel) : await OpenAsync(source, cancel));
        }
        catch (ContractException error)
        {
            throw new ContractException($"{source}: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or HttpRequestException or NotSupportedException or ArgumentException)
        {
            throw new ContractException($"{source}: {error.Message}", error);
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw new ContractException($"{source}: there was no answer within {Patience.TotalSeconds} s.", error);
        }
    }

    private static async Task<string> OpenAsync(string file, CancellationToken cancel)
    {
        if (new FileInfo(file) is { Exists: true, Length: > ContractFile.MostBytes } large)
        {
            throw new ContractException($"A file of contracts has at most {ContractFile.MostBytes} bytes; this one has {large.Length}.");
        }

        return await File.ReadAllTextAsync(file, cancel);
    }

    private static async Task<string> AskAsync(Uri server, string path, CancellationToken cancel)
    {
        var address = server.AbsolutePath.EndsWith(path, StringComparison.Ordinal) ? server : new Uri($"{server.GetLeftPart(UriPartial.Path).TrimEnd('/')}{path}");
        using var http = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = ContractFile.MostBytes };
        using var answer = await http.GetAsync(address, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            var hint = (int)answer.StatusCode == 404 ? " Outside development a server shows its contracts only if ContractOptions.ArePublic says so." : "";
            throw new ContractException($"{address} answered {(int)answer.StatusCode}.{hint}");
        }

        return await answer.Content.ReadAsStringAsync(cancel);
    }
}
