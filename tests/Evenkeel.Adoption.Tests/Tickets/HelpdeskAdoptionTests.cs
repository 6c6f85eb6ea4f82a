using Evenkeel.Adoption.Tests.Adopted;
using Evenkeel.Adoption.Tests.Databases;

namespace Evenkeel.Adoption.Tests.Tickets;

public sealed class HelpdeskAdoptionTests
{
    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task Commands_with_an_id_are_answered_as_ever_and_take_effect_once(string provider)
    {
        await using var app = await HelpdeskApp.StartAsync(provider);
        await OperationScript.AssertOnceAsync(app, HelpdeskScript.Steps, "helpdesk.http");
    }

    [Theory, OnEachDatabase]
    [Trait("Show", "2.3")]
    public async Task Commands_whose_answer_is_cut_off_after_the_commit_take_effect_once(string provider)
    {
        await using var plain = await HelpdeskApp.StartAsync(provider);
        await using var cut = await HelpdeskApp.StartAsync(provider);
        Assert.Equal(
            await OperationScript.ContentWithoutIdsAsync(plain, HelpdeskScript.Steps),
            await OperationScript.AssertOnceWhenCutAsync(cut, HelpdeskScript.Steps, "helpdesk.http"));
    }
}
