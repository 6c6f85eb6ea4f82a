using System.Net;
using Evenkeel.Packages.Tests.Making;

namespace Evenkeel.Packages.Tests.Retries;

[Trait("Show", "2.5")]
public sealed class MvcTests(Workshop workshop)
{
    [Fact]
    public async Task A_new_mvc_application_with_the_package_saves_a_form_once_when_the_answer_is_lost_and_the_form_sent_again()
    {
        var application = await NewApplication.MakeAsync(workshop, "Mvc", "mvc");
        await using var site = await RunningApplication.StartAsync(application, ready: "/Notes");
        await SafeRetry.ShowAsync(site, "/Notes/Create", HttpStatusCode.Redirect, text => new FormUrlEncodedContent([new("Text", text)]));
        Assert.Equal(2, (await site.Http.GetStringAsync("/Notes")).Split("<li>first</li>").Length - 1);
    }
}
