using System.Net;
using System.Net.Http.Json;
using Evenkeel.Packages.Tests.Making;

namespace Evenkeel.Packages.Tests.Retries;

[Trait("Show", "2.5")]
public sealed class MinimalApiTests(Workshop workshop)
{
    [Fact]
    public async Task A_new_minimal_api_with_the_package_saves_once_when_the_answer_is_lost_and_the_request_sent_again()
    {
        await using var site = await RunningApplication.StartAsync(await workshop.MinimalApi, ready: "/api/notes");
        await SafeRetry.ShowAsync(site, "/api/notes", HttpStatusCode.Created, text => JsonContent.Create(new { text }));
    }
}
