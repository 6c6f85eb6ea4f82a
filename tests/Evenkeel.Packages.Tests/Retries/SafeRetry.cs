using System.Net;
using Evenkeel.Testing.Faults;

namespace Evenkeel.Packages.Tests.Retries;

/// <summary>What a careful client does: an id for each save, and the same request again when no answer came.</summary>
internal static class SafeRetry
{
    /// <summary>Cuts the answer to the first of two saves after its commit, and shows that sending it again saves nothing and answers.</summary>
    /// <param name="site">Where to save.</param>
    /// <param name="path">Of the command.</param>
    /// <param name="status">Its answer.</param>
    /// <param name="content">The save of a text.</param>
    public static async Task ShowAsync(RunningApplication site, string path, HttpStatusCode status, Func<string, HttpContent> content)
    {
        var first = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        site.Proxy.FailNext(Fault.CutAnswer);
        await Assert.ThrowsAsync<HttpRequestException>(() => SaveAsync(first, "first"));
        Assert.Equal(1, site.Proxy.Counts[Fault.CutAnswer]);
        Assert.Equal(["first"], await site.NotesAsync());

        using var again = await SaveAsync(first, "first");
        Assert.Equal(status, again.StatusCode);
        Assert.True(again.Headers.Contains("Evenkeel-Replayed"), "It was not replayed.");
        Assert.EndsWith("1", again.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(["first"], await site.NotesAsync());

        using var next = await SaveAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "first");
        Assert.Equal(status, next.StatusCode);
        Assert.False(next.Headers.Contains("Evenkeel-Replayed"));
        Assert.EndsWith("2", next.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(["first", "first"], await site.NotesAsync());

        async Task<HttpResponseMessage> SaveAsync(Guid id, string text)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content(text) };
            request.Headers.Add("Idempotency-Key", $"{id}");
            return await site.Http.SendAsync(request);
        }
    }
}
