using System.Text.Json;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Mvc;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.OpenApi;

/// <summary>The OpenAPI document of an application: by the byte the same before and after it adopts Evenkeel.</summary>
public sealed class DocumentTests
{
    private static readonly Type Plain = typeof(Mvc.Orders.Plain.OrdersController);

    [Theory]
    [InlineData("AsCommand")]
    [InlineData("AsCommands")]
    [InlineData("MapCommand")]
    [InlineData("[KeelCommand]")]
    [InlineData("MapControllers().AsCommands()")]
    public async Task It_does_not_change(string how)
    {
        await using var before = await PlainApp.StartAsync(
            app =>
            {
                Map(app, app.MapGroup("/api"), app.MapPost, app.MapGet);
                app.MapControllers();
            },
            services => Describe(services, Plain));
        await using var after = await TestApp.StartAsync(
            app =>
            {
                var group = app.MapGroup("/api");
                Map(
                    app,
                    how == "AsCommands" ? group.AsCommands().AsQueries() : group,
                    how switch
                    {
                        "MapCommand" => app.MapCommand,
                        "AsCommand" => (pattern, handler) => app.MapPost(pattern, handler).AsCommand(),
                        _ => app.MapPost,
                    },
                    how switch
                    {
                        "MapCommand" => app.MapQuery,
                        "AsCommand" => (pattern, handler) => app.MapGet(pattern, handler).AsQuery(),
                        _ => app.MapGet,
                    });
                _ = how == "MapControllers().AsCommands()" ? app.MapControllers().AsCommands().AsQueries() : app.MapControllers();
            },
            new TestAppOptions { Services = builder => Describe(builder.Services, how == "[KeelCommand]" ? typeof(Mvc.Orders.Adopted.OrdersController) : Plain) });
        using var http = new HttpClient();
        var (expected, actual) = (await ReadAsync(http, before.Uri), await ReadAsync(http, after.Http.BaseAddress!));
        Assert.Contains("\"/api/notes\"", expected);
        Assert.Contains("\"/orders/{id}\"", expected);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task When_asked_it_names_the_header_of_the_operation_id_with_every_command_and_nothing_else()
    {
        await using var app = await TestApp.StartAsync(
            app =>
            {
                Map(app, app.MapGroup("/api").AsCommands(), app.MapCommand, app.MapQuery);
                app.MapPost("/foreign", () => "foreign");
                app.MapControllers().AsCommands();
            },
            new TestAppOptions
            {
                Services = builder =>
                {
                    builder.AddEvenkeel().DescribeOperationIds();
                    Describe(builder.Services, Plain);
                },
            });
        using var http = new HttpClient();
        var paths = JsonElement.Parse(await ReadAsync(http, app.Http.BaseAddress!)).GetProperty("paths");
        Assert.True(Header("/api/notes", "post") is { } header && !header.TryGetProperty("required", out _), paths.ToString());
        Assert.Equal("""{"type":"string","format":"uuid"}""", Header("/api/notes", "post")!.Value.GetProperty("schema").GetRawText().Replace(" ", "").Replace("\n", ""));
        Assert.All([("/api/notes/{id}", "put"), ("/orders-of/{id}", "post"), ("/orders", "post"), ("/orders/{id}", "put")], each => Assert.NotNull(Header(each.Item1, each.Item2)));
        Assert.All([("/api/notes", "get"), ("/orders-of/{id}", "get"), ("/orders", "get"), ("/foreign", "post")], each => Assert.Null(Header(each.Item1, each.Item2)));

        JsonElement? Header(string path, string method) =>
            paths.GetProperty(path).GetProperty(method).TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Select(each => (JsonElement?)each).SingleOrDefault(each => each!.Value.GetProperty("name").GetString() == KeelHeaders.OperationId)
                : null;
    }

    private static void Map(WebApplication app, IEndpointRouteBuilder group, Func<string, Delegate, RouteHandlerBuilder> command, Func<string, Delegate, RouteHandlerBuilder> query)
    {
        app.MapOpenApi();
        group.MapPost("/notes", NotesApi.AddAsync).Produces<Note>(StatusCodes.Status201Created).ProducesValidationProblem();
        group.MapPut("/notes/{id:int}", (int id, NewNote input) => TypedResults.Ok(input)).WithName("change").WithSummary("Changes a note.");
        group.MapGet("/notes", (string? q) => new[] { q });
        command("/orders-of/{id:int}", (int id, NewNote input) => TypedResults.Created($"/{id}", input)).WithTags("orders");
        query("/orders-of/{id:int}", (int id, int? page) => TypedResults.Ok(new Note { Id = id, Text = $"{page}" }));
    }

    private static void Describe(IServiceCollection services, Type controller)
    {
        services.AddOpenApi();
        MvcApp.Add(services, [controller], Routing.Endpoints);
    }

    // The address of the server is the one thing in it that differs from start to start.
    private static async Task<string> ReadAsync(HttpClient http, Uri server) =>
        (await http.GetStringAsync(new Uri(server, "/openapi/v1.json"))).Replace(server.ToString(), "http://server/", StringComparison.Ordinal);
}
