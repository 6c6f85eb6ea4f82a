using System.Text.Json;
using Evenkeel.AspNetCore.Tests.Hosting;

namespace Evenkeel.AspNetCore.Tests.Paging;

/// <summary>What documents and contracts say of a list.</summary>
public sealed class DescriptionTests
{
    [Fact]
    public async Task Documents_name_the_parameters_in_the_query_string_and_not_the_type_that_holds_them()
    {
        await using var app = await ListApp.StartAsync();
        var document = await app.GetAsync("/openapi/v1.json");
        Assert.True(document.Status == 200, string.Join("\n", app.Log.Lines));
        var paths = document.Json.GetProperty("paths");
        foreach (var path in (string[])["/notes", "/plain", "/mvc/notes"])
        {
            var parameters = paths.GetProperty(path).GetProperty("get").GetProperty("parameters").EnumerateArray().ToList();
            Assert.Equal(["pageSize", "after", "before", "total"], parameters.Select(each => each.GetProperty("name").GetString()));
            Assert.All(parameters, each => Assert.Equal(("query", false), (each.GetProperty("in").GetString(), each.TryGetProperty("required", out var required) && required.GetBoolean())));
            Assert.False(paths.GetProperty(path).GetProperty("get").TryGetProperty("requestBody", out _));
        }
    }

    [Fact]
    public async Task Contracts_have_the_parameters_and_none_is_required()
    {
        await using var app = await ListApp.StartAsync(options: new TestAppOptions { Environment = "Development" });
        var contracts = (await app.GetAsync("/_evenkeel/contracts")).Json;
        var text = JsonSerializer.Serialize(contracts);
        Assert.Contains("GET /notes", text, StringComparison.Ordinal);
        Assert.Contains("pageSize", text, StringComparison.Ordinal);
    }
}
