using Crm.Accounts;
using Crm.Clients;
using Crm.Comments;
using Crm.FollowUps;
using Crm.Lines;
using Crm.Opportunities;
using Crm.Products;

namespace Crm.Seeding;

/// <summary>What the users of one tenant did and mean to do with its clients.</summary>
public sealed class SampleWork(SampleRandom random, IReadOnlyList<User> users, IReadOnlyList<Product> products, DateTimeOffset now)
{
    public IEnumerable<FollowUp> FollowUps(Client client) =>
        random.Below(30) > 0 ? [] : Enumerable.Range(0, random.Between(1, 3)).Select(_ => FollowUpOf(client)).DistinctBy(row => row.Note);

    public IEnumerable<Comment> Comments(Client client) =>
        random.Below(3) > 0 ? [] : Enumerable.Range(0, random.Between(1, 4)).Select(_ => CommentOf(client)).DistinctBy(row => row.Text);

    public IEnumerable<Line> Lines(Opportunity opportunity) => random.Below(4) > 0
        ? []
        : Enumerable.Range(0, random.Between(1, 4)).Select(_ => LineOf(opportunity)).DistinctBy(row => row.ProductId);

    private FollowUp FollowUpOf(Client client)
    {
        var done = random.Below(5) < 2;
        var due = random.Below(5) == 0 ? random.Between(-7, 0) : random.Between(1, 60);
        var doneAt = now.AddHours(-random.Between(2, 1400));
        return new()
        {
            Id = random.Id(),
            TenantId = client.TenantId,
            ClientId = client.Id,
            OpportunityId = AboutAnOpportunity(client),
            Note = random.Pick(Remarks.Tasks),
            DueOn = DateOnly.FromDateTime(done ? doneAt.UtcDateTime : now.UtcDateTime.AddDays(due)),
            AssigneeId = random.Pick(users).Id,
            DoneAt = done ? doneAt : null,
        };
    }

    private Comment CommentOf(Client client) => new()
    {
        Id = random.Id(),
        TenantId = client.TenantId,
        ClientId = client.Id,
        OpportunityId = AboutAnOpportunity(client),
        AuthorId = random.Pick(users).Id,
        Text = random.Pick(Remarks.Comments),
        At = now.AddMinutes(-random.Between(50, 400_000)),
    };

    private Line LineOf(Opportunity opportunity)
    {
        var product = random.Pick(products);
        return new()
        {
            Id = random.Id(),
            TenantId = opportunity.TenantId,
            ClientId = opportunity.ClientId,
            OpportunityId = opportunity.Id,
            ProductId = product.Id,
            Quantity = random.Between(1, 24),
            UnitPrice = product.UnitPrice,
            Currency = product.Currency,
            VatRate = product.VatRate,
        };
    }

    private Guid? AboutAnOpportunity(Client client) =>
        client.Opportunities.Count > 0 && random.Below(2) == 0 ? random.Pick(client.Opportunities).Id : null;
}
