using System.Threading.Channels;
using Evenkeel.AspNetCore.Tests.Hosting;

namespace Evenkeel.AspNetCore.Tests.Deployments;

/// <summary>A page that listens.</summary>
internal sealed class OpenStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly Channel<string[]> _events = Channel.CreateUnbounded<string[]>();
    private readonly TaskCompletionSource _first = new();
    private readonly TaskCompletionSource _second = new();

    private readonly TaskCompletionSource _ended = new();

    private OpenStream(HttpResponseMessage response) => _response = response;

    public (string?, string, string) Headers => (_response.Content.Headers.ContentType?.MediaType, string.Join(',', _response.Headers.GetValues("Cache-Control")), string.Join(',', _response.Headers.GetValues("X-Accel-Buffering")));

    public Task Commented => _first.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public Task CommentedAgain => _second.Task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>Completes when the server has ended it, and fails when it was cut.</summary>
    public Task Ended => _ended.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public static async Task<OpenStream> OpenAsync(HttpClient http, Call call)
    {
        using var message = call.ToMessage();
        var stream = new OpenStream(await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead));
        _ = stream.ReadAsync();
        return stream;
    }

    /// <summary>The lines of the next event.</summary>
    public async Task<string[]> NextAsync() => await _events.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    public void Dispose() => _response.Dispose();

    private async Task ReadAsync()
    {
        try
        {
            using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync());
            List<string> lines = [];
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith(':'))
                {
                    _ = _first.TrySetResult() || _second.TrySetResult();
                }
                else if (line.Length > 0)
                {
                    lines.Add(line);
                }
                else if (lines.Count > 0)
                {
                    _events.Writer.TryWrite([.. lines]);
                    lines.Clear();
                }
            }

            _ended.TrySetResult();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or HttpRequestException)
        {
            _events.Writer.TryComplete(error);
            _ended.TrySetException(error);
        }
    }
}
