namespace Evenkeel.Browser.Tests.Crm.Api;

[Collection(nameof(CrmPeople))]
public sealed class TenancyTests(CrmPeople people)
{
    private static readonly (string Method, string Path)[] Endpoints =
    [
        ("GET", "/api/colleagues"),
        ("GET", "/api/products"),
        ("POST", "/api/products"),
        ("PUT", "/api/products/{product}"),
        ("GET", "/api/follow-ups"),
        ("GET", "/api/clients/{client}/follow-ups"),
        ("POST", "/api/clients/{client}/follow-ups"),
        ("PUT", "/api/clients/{client}/follow-ups/{followUp}"),
        ("POST", "/api/clients/{client}/follow-ups/{followUp}/done"),
        ("GET", "/api/clients/{client}/comments"),
        ("POST", "/api/clients/{client}/comments"),
        ("PUT", "/api/clients/{client}/comments/{comment}"),
        ("GET", "/api/clients/{client}/lines"),
        ("POST", "/api/clients/{client}/opportunities/{opportunity}/lines"),
        ("PUT", "/api/clients/{client}/opportunities/{opportunity}/lines/{line}"),
        ("DELETE", "/api/clients/{client}/opportunities/{opportunity}/lines/{line}"),
        ("DELETE", "/api/clients/{client}/comments/{comment}"),
        ("DELETE", "/api/clients/{client}/follow-ups/{followUp}"),
    ];

    [Fact]
    public async Task Nobody_gets_anything_without_signing_in()
    {
        var ids = await NewRowsAsync("NOBODY-1");
        foreach (var (method, path) in Endpoints)
        {
            var answer = await people.Nobody.SendAsync(method, Fill(path, ids), BodyOf(path, ids, "NOBODY-2"));
            Assert.True(answer is { Status: 401, Problem: "unauthenticated" }, $"{method} {path}: {answer}");
        }
    }

    [Fact]
    public async Task An_address_of_another_company_is_404_and_changes_nothing_while_its_own_people_use_it()
    {
        var ids = await NewRowsAsync("TENANT-1");
        foreach (var (method, path) in Endpoints.Where(endpoint => endpoint.Path.Contains('{', StringComparison.Ordinal)))
        {
            var answer = await people.Carla.SendAsync(method, Fill(path, ids), BodyOf(path, ids, "TENANT-2"));
            Assert.True(answer is { Status: 404, Problem: "not-found" }, $"{method} {path}: {answer}");
        }

        foreach (var (method, path) in Endpoints)
            await people.Anna.DoneAsync(method, Fill(path, ids), BodyOf(path, ids, "TENANT-3"));
    }

    [Fact]
    public async Task A_list_has_nothing_of_another_company()
    {
        var ids = await NewRowsAsync("LIST-1");
        foreach (var (path, id) in new[] { ("/api/products", "product"), ("/api/follow-ups", "followUp"), ("/api/colleagues", "self") })
        {
            Assert.Contains(ids[id], (await people.Anna.GetAsync(path)).GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(ids[id], (await people.Carla.GetAsync(path)).GetRawText(), StringComparison.Ordinal);
        }

        var everybodys = (await people.Anna.GetAsync($"/api/follow-ups?assigneeId={await CrmPeople.SelfAsync(people.Carla)}")).GetProperty("openTotal");
        Assert.Equal(0, everybodys.GetInt32());
    }

    [Fact]
    public async Task Nothing_can_be_tied_to_rows_of_another_company_or_client()
    {
        var (client, opportunity) = await CrmPeople.ClientAsync(people.Anna);
        var (_, elsewhere) = await CrmPeople.ClientAsync(people.Anna, 1);
        var self = await CrmPeople.SelfAsync(people.Anna);
        var carla = await CrmPeople.SelfAsync(people.Carla);
        var foreignProduct = CrmPeople.Id((await people.Carla.GetAsync("/api/products")).GetProperty("products")[0]);

        var followUp = await people.Anna.SendAsync(
            "POST", $"/api/clients/{client}/follow-ups", new { note = "Call", dueOn = "2030-01-02", assigneeId = carla, opportunityId = elsewhere });
        Assert.Equal((400, "assigneeId opportunityId"), (followUp.Status, string.Join(' ', followUp.Fields)));
        var comment = await people.Anna.SendAsync("POST", $"/api/clients/{client}/comments", new { text = "Here", opportunityId = elsewhere });
        Assert.Equal((400, "opportunityId"), (comment.Status, string.Join(' ', comment.Fields)));
        var line = await people.Anna.SendAsync(
            "POST", $"/api/clients/{client}/opportunities/{opportunity}/lines", new { productId = foreignProduct, quantity = 1 });
        Assert.Equal((400, "productId"), (line.Status, string.Join(' ', line.Fields)));
        await people.Anna.DoneAsync("POST", $"/api/clients/{client}/follow-ups", new { note = "Call", dueOn = "2030-01-02", assigneeId = self, opportunityId = opportunity });
        await people.Anna.DoneAsync("POST", $"/api/clients/{client}/comments", new { text = "Here", opportunityId = opportunity });
    }

    /// <summary>One row of each kind, all of Anna's company.</summary>
    private async Task<Dictionary<string, string>> NewRowsAsync(string sku)
    {
        var (client, opportunity) = await CrmPeople.ClientAsync(people.Anna);
        var ids = new Dictionary<string, string> { ["client"] = client, ["opportunity"] = opportunity, ["self"] = await CrmPeople.SelfAsync(people.Anna) };
        foreach (var (name, path) in new[]
        {
            ("product", "/api/products"),
            ("followUp", "/api/clients/{client}/follow-ups"),
            ("comment", "/api/clients/{client}/comments"),
            ("line", "/api/clients/{client}/opportunities/{opportunity}/lines"),
        })
        {
            ids[name] = CrmPeople.Id(await people.Anna.DoneAsync("POST", Fill(path, ids), BodyOf(path, ids, sku)));
        }

        return ids;
    }

    private static string Fill(string path, Dictionary<string, string> ids) =>
        ids.Aggregate(path, (filled, id) => filled.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));

    private static object? BodyOf(string path, Dictionary<string, string> ids, string sku) => path.Split('/') switch
    {
        [.., "done"] => new { done = true },
        [.., "follow-ups"] or [.., "follow-ups", _] => new { note = "Call", dueOn = "2030-01-02", assigneeId = ids["self"] },
        [.., "comments"] or [.., "comments", _] => new { text = "Seen" },
        [.., "lines"] or [.., "lines", _] => new { productId = ids.GetValueOrDefault("product"), quantity = 2 },
        [.., "products", _] => new { name = "Rope", sku, unitPrice = 1.5m, currency = "EUR", vatRate = 25, active = true },
        [.., "products"] => new { name = "Rope", sku = sku + "-NEW", unitPrice = 1.5m, currency = "EUR", vatRate = 25, active = true },
        _ => null,
    };
}
