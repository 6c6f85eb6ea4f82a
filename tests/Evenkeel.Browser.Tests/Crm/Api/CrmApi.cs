using System.Net.Http.Json;
using System.Text.Json;

namespace Evenkeel.Browser.Tests.Crm.Api;

/// <summary>One person with the API and no browser. The answers are the wire's.</summary>
public sealed class CrmApi : IDisposable
{
    private readonly HttpClient _http;

    private CrmApi(Uri address) => _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };

    public static CrmApi Nobody(CrmServer server) => new(server.BaseAddress);

    public static async Task<CrmApi> SignInAsync(CrmServer server, string user)
    {
        var api = new CrmApi(server.BaseAddress);
        var answer = await api.SendAsync("POST", "/api/sign-in", new { email = user, password = "fair-wind-42" });
        Assert.Equal(204, answer.Status);
        return api;
    }

    public async Task<CrmAnswer> SendAsync(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, text.Length > 0 ? JsonDocument.Parse(text).RootElement : default);
    }

    /// <summary>For a call that must succeed.</summary>
    public async Task<JsonElement> DoneAsync(string method, string path, object? body = null)
    {
        var answer = await SendAsync(method, path, body);
        Assert.True(answer.Status is >= 200 and < 300, $"{method} {path}: {answer.Status} {answer.Body}");
        return answer.Body;
    }

    public Task<JsonElement> GetAsync(string path) => DoneAsync("GET", path);

    public void Dispose() => _http.Dispose();
}
