using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Evenkeel.Protocol;

namespace Evenkeel.Stores.Tests.Clients;

/// <summary>Sends operations as a runtime does, once for each call: what to do with the answer is the caller's.</summary>
internal sealed class OperationClient : IDisposable
{
    private readonly HttpClient _http;

    public OperationClient(Uri baseAddress, string user = "anna", string tenant = "one")
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = baseAddress, Timeout = TimeSpan.FromMinutes(3) };
        _http.DefaultRequestHeaders.Add(KeelHeaders.Protocol, "1");
        _http.DefaultRequestHeaders.Add("X-User", user);
        _http.DefaultRequestHeaders.Add("X-Tenant", tenant);
    }

    public void Dispose() => _http.Dispose();

    /// <returns>Null when no answer of the protocol came.</returns>
    public async Task<Answer?> SendAsync(TestOperation operation)
    {
        using var request = Request(operation.Path, operation.Body, "application/json");
        request.Headers.Add(KeelHeaders.OperationId, operation.Id.ToString());
        return await AskAsync(request);
    }

    /// <summary>Sends it again until it has an answer that is final.</summary>
    public async Task<Answer> SendUntilAnsweredAsync(TestOperation operation)
    {
        while (true)
        {
            if (await SendAsync(operation) is { IsRetry: false } answer)
            {
                return answer;
            }

            await Task.Yield();
        }
    }

    public async Task<Answer?> VoidAsync(TestOperation operation)
    {
        using var request = Request($"/_evenkeel/operations/{operation.Id}/void", "", "application/json");
        return await AskAsync(request);
    }

    public Task<string> GetAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative));

    public async Task<FlushAnswers> FlushAsync(IReadOnlyList<string> lines)
    {
        using var request = Request("/_evenkeel/outbox", string.Join('\n', lines) + "\n", "application/x-ndjson");
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var answers = new FlushAnswers { Status = (int)response.StatusCode };
            if (response.Content.Headers.ContentType?.MediaType == "application/x-ndjson")
            {
                await ReadAsync(response, answers);
            }

            return answers;
        }
        catch (Exception error) when (IsLost(error))
        {
            return new FlushAnswers { Status = 0 };
        }
    }

    private static async Task ReadAsync(HttpResponseMessage response, FlushAnswers answers)
    {
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
            {
                using var json = JsonDocument.Parse(line);
                Take(json.RootElement, answers);
            }
        }
        catch (Exception error) when (IsLost(error) || error is JsonException)
        {
            // A line that was cut is no answer; those before it are.
        }
    }

    private static void Take(JsonElement line, FlushAnswers answers)
    {
        if (line.TryGetProperty("end", out var end))
        {
            answers.IsWhole = end.GetInt32() == answers.ById.Count;
            return;
        }

        var name = line.TryGetProperty("void", out var voided) ? $"void:{voided.GetString()}" : line.GetProperty("id").GetString()!;
        answers.ById[name] = new Answer(
            line.GetProperty("status").GetInt32(),
            line.TryGetProperty("replayed", out _),
            line.TryGetProperty("body", out var body) ? body.GetRawText() : line.TryGetProperty("text", out var text) ? text.GetString()! : "");
    }

    private async Task<Answer?> AskAsync(HttpRequestMessage request)
    {
        try
        {
            using var response = await _http.SendAsync(request);
            return response.Headers.Contains(KeelHeaders.Protocol)
                ? new Answer((int)response.StatusCode, response.Headers.Contains(KeelHeaders.Replayed), await response.Content.ReadAsStringAsync())
                : null;
        }
        catch (Exception error) when (IsLost(error))
        {
            return null;
        }
    }

    // A connection that is reset while it is being made comes out of HttpClient as a bare SocketException.
    private static bool IsLost(Exception error) => error is HttpRequestException or IOException or SocketException;

    private static HttpRequestMessage Request(string path, string body, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
    }
}
