using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Evenkeel.Protocol;
using Evenkeel.Stores.Tests.Clients;

namespace Evenkeel.Stores.Tests.Drafts;

/// <summary>A browser that saves drafts and sends commands which consume them.</summary>
internal sealed class DraftClient : IDisposable
{
    private readonly HttpClient _http;

    public DraftClient(Uri address, string user = "anna")
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Add("X-User", user);
        _http.DefaultRequestHeaders.Add("X-Tenant", "one");
        _http.DefaultRequestHeaders.Add(KeelHeaders.Protocol, "4");
    }

    public void Dispose() => _http.Dispose();

    public Task<Answer> SaveAsync(string key, long follows, string values, string by = "tab1") =>
        AskAsync(HttpMethod.Put, $"_evenkeel/drafts/{key}", $$$"""{"by":"{{{by}}}","values":{"typed":"{{{values}}}"}}""", ("If-Match", $"\"{follows}\""));

    public Task<Answer> DiscardAsync(string key, long revision, string? by = null) =>
        AskAsync(HttpMethod.Delete, $"_evenkeel/drafts/{key}{(by is null ? "" : $"?by={by}")}", null, ("If-Match", $"\"{revision}\""));

    public Task<Answer> CommandAsync(TestOperation operation, string consumes) =>
        AskAsync(HttpMethod.Post, operation.Path, operation.Body, (KeelHeaders.OperationId, operation.Id.ToString()), (KeelHeaders.Draft, consumes));

    public static string Line(TestOperation operation, string consumes) => $"{operation.Line[..^1]},\"draft\":\"{consumes}\"}}";

    public async Task<DraftState> ReadAsync(string key)
    {
        using var json = JsonDocument.Parse((await AskAsync(HttpMethod.Get, $"_evenkeel/drafts/{key}", null)).Body);
        var root = json.RootElement;
        return root.TryGetProperty("values", out var values)
            ? new DraftState(root.GetProperty("rev").GetInt64(), TypedIn(values), string.Join(' ', root.GetProperty("others").EnumerateArray().Select(other => $"{other.GetProperty("by")}={TypedIn(other.GetProperty("values"))}").Order(StringComparer.Ordinal)))
            : new DraftState(root.GetProperty("rev").GetInt64(), null, "");

        static string? TypedIn(JsonElement values) => values.GetProperty("typed").GetString();
    }

    private async Task<Answer> AskAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path.TrimStart('/'), UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await _http.SendAsync(request);
        return new Answer((int)response.StatusCode, response.Headers.Contains(KeelHeaders.Replayed), await response.Content.ReadAsStringAsync());
    }
}
