namespace Evenkeel.Browser.Tests.Crm.Api;

[Collection(nameof(CrmPeople))]
public sealed class CommentRulesTests(CrmPeople people)
{
    [Fact]
    public async Task Only_who_wrote_a_comment_edits_and_deletes_it()
    {
        var (client, _) = await CrmPeople.ClientAsync(people.Anna);
        var comment = CrmPeople.Id(await people.Anna.DoneAsync("POST", $"/api/clients/{client}/comments", new { text = "By Anna" }));
        var address = $"/api/clients/{client}/comments/{comment}";

        foreach (var answer in new[] { await people.Ben.SendAsync("PUT", address, new { text = "By Ben" }), await people.Ben.SendAsync("DELETE", address) })
        {
            Assert.Equal((403, "forbidden"), (answer.Status, answer.Problem));
            Assert.Equal("urn:evenkeel:problem:forbidden", answer.Body.GetProperty("type").GetString());
        }

        Assert.Equal(1, await people.Server.CountAsync($"Comments WHERE Id = '{comment.ToUpperInvariant()}' AND Text = 'By Anna' AND EditedAt IS NULL"));
        var edited = await people.Anna.DoneAsync("PUT", address, new { text = "By Anna, again" });
        Assert.Equal("By Anna, again", edited.GetProperty("text").GetString());
        await people.Anna.DoneAsync("DELETE", address);
        Assert.Equal(0, await people.Server.CountAsync($"Comments WHERE Id = '{comment.ToUpperInvariant()}'"));
    }

    [Fact]
    public async Task A_comment_keeps_its_lines_and_is_the_last_of_the_list()
    {
        var (client, opportunity) = await CrmPeople.ClientAsync(people.Anna);
        var address = $"/api/clients/{client}/comments";
        await people.Ben.DoneAsync("POST", address, new { text = "Before" });
        await people.Anna.DoneAsync("POST", address, new { text = "  One\r\n\r\nTwo  ", opportunityId = opportunity });

        var last = (await people.Ben.GetAsync($"{address}?newest=1")).GetProperty("comments").EnumerateArray().Single();
        Assert.Equal("One\n\nTwo", last.GetProperty("text").GetString());
        Assert.Equal(("Anna Lindqvist", opportunity), (last.GetProperty("author").GetString(), last.GetProperty("opportunityId").GetString()));
        var two = (await people.Ben.GetAsync($"{address}?newest=2")).GetProperty("comments").EnumerateArray().Select(row => row.GetProperty("text").GetString());
        Assert.Equal(["Before", "One\n\nTwo"], two);
    }

    [Fact]
    public async Task What_is_written_with_an_opportunity_goes_with_it_and_a_follow_up_stays()
    {
        var (client, _) = await CrmPeople.ClientAsync(people.Anna);
        var opportunity = CrmPeople.Id(await people.Anna.DoneAsync("POST", $"/api/clients/{client}/opportunities", new { title = "Brief", amount = 1, stage = "lead" }));
        var about = CrmPeople.Id(await people.Anna.DoneAsync("POST", $"/api/clients/{client}/comments", new { text = "About it", opportunityId = opportunity }));
        var task = CrmPeople.Id(await people.Anna.DoneAsync("POST", $"/api/clients/{client}/follow-ups", new
        {
            note = "Ask", dueOn = "2030-01-02", assigneeId = await CrmPeople.SelfAsync(people.Anna), opportunityId = opportunity,
        }));

        await people.Anna.DoneAsync("DELETE", $"/api/clients/{client}/opportunities/{opportunity}");
        Assert.Equal(0, await people.Server.CountAsync($"Comments WHERE Id = '{about.ToUpperInvariant()}'"));
        Assert.Equal(1, await people.Server.CountAsync($"FollowUps WHERE Id = '{task.ToUpperInvariant()}' AND OpportunityId IS NULL"));
    }
}
