using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Hosting;

namespace Evenkeel.AspNetCore.Tests.Assets;

/// <summary>Requests as a browser makes them.</summary>
internal static class Fetched
{
    public static async Task<Answer> GetAsync(this KeelHost host, string path, string method = "GET", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await host.Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    public static Task<Answer> NavigateAsync(this KeelHost host, string path) => host.GetAsync(path, "GET", ("Accept", "text/html,application/xhtml+xml"));

    public static string? CacheControl(this Answer answer) => answer.Headers.GetValueOrDefault("Cache-Control");
}
