using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>Whole controllers, conventional routes, and controllers that are adopted where they are mapped.</summary>
public sealed class AdoptedControllerTests
{
    public static TheoryData<Routing> Routings => MvcApp.Routings;

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task On_a_controller_it_stands_for_every_action_that_does_not_only_read(Routing routing)
    {
        await using var app = await MvcApp.StartAsync([typeof(WholeController)], routing);
        await AssertOnceAsync(app, "POST", "/whole", NewNote.Json("a"));
        await AssertOnceAsync(app, "DELETE", "/whole/1");
        Assert.Empty(app.Database.Notes);
        await AssertEachTimeAsync(app, "GET", "/whole");
        await AssertEachTimeAsync(app, "POST", "/whole/search");
        Assert.Equal(["list", "list", "search", "search"], app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task An_action_that_takes_several_methods_is_a_command_under_those_that_change(Routing routing)
    {
        await using var app = await MvcApp.StartAsync([typeof(WholeController), typeof(ConventionalController)], routing);
        await AssertOnceAsync(app, "POST", "/whole/both");
        await AssertEachTimeAsync(app, "GET", "/whole/both");
        await AssertOnceAsync(app, "PUT", "/conventional/Conventional/Name?name=x");
        await AssertEachTimeAsync(app, "GET", "/conventional/Conventional/Name?name=x");
        Assert.Equal(["POST", "GET", "GET", "PUT x", "GET x", "GET x"], app.Database.Notes);
        Assert.Equal([["POST /whole/both"], ["PUT /Conventional/Name"]], app.Database.Query("SELECT action FROM evenkeel_ledger ORDER BY action"));
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task What_the_controllers_attribute_says_holds_for_its_actions(Routing routing)
    {
        await using var app = await MvcApp.StartAsync([typeof(WholeController)], routing);
        Assert.Equal(409, (await app.PostAsync("/whole/reject", Call.NewId(), NewNote.Json("a"))).Status);
        Assert.Empty(app.Database.Notes);
    }

    [Fact]
    public async Task A_command_that_only_reads_stops_the_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => MvcApp.StartAsync([typeof(ReadingController)], Routing.Endpoints));
        Assert.Contains("ReadingController.List", error.Message);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_command_in_an_application_without_a_ledger_is_an_error_and_not_an_ordinary_call(Routing routing)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        MvcApp.Add(builder.Services, [typeof(BareController)], routing);
        await using var app = builder.Build();
        if (routing == Routing.Endpoints)
        {
            app.MapControllers();
        }
        else
        {
            app.UseMvc();
        }

        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Assert.Equal(200, (int)(await http.SendAsync(new Call { Path = "/bare", FromRuntime = false }.ToMessage())).StatusCode);
        Assert.Equal(500, (int)(await http.SendAsync(new Call { Path = "/bare", Id = Call.NewId(), FromRuntime = false }.ToMessage())).StatusCode);
    }

    [Theory]
    [InlineData("controllers")]
    [InlineData("group")]
    [InlineData("one by one")]
    public async Task Controllers_can_be_adopted_where_they_are_mapped(string how)
    {
        List<string> authorized = [];
        await using var app = await TestApp.StartAsync(
            app => _ = how switch
            {
                "controllers" => (object)app.MapControllers().AsCommands(),
                "one by one" => app.MapControllers().AsCommand(),
                _ => Group(app),
            },
            new TestAppOptions { Services = builder => MvcApp.Add(builder.Services, [typeof(PlainController)], Routing.Endpoints, mvc => mvc.Filters.Add(new Authorized(authorized))) });
        await AssertOnceAsync(app, "POST", "/plain", NewNote.Json("a"));
        await AssertEachTimeAsync(app, "GET", "/plain");
        Assert.Equal(["a", "list", "list"], app.Database.Notes);
        (await app.FlushAsync([Op.Line("/plain", body: NewNote.Json("b"))])).AssertStatuses(200);

        // Authorization stands before the ledger: it is asked for an operation that the ledger would refuse.
        authorized.Clear();
        Assert.Equal(400, (await app.PostAsync("/plain", "7", NewNote.Json("a"))).Status);
        Assert.Single(authorized);

        static object Group(WebApplication app)
        {
            var group = app.MapGroup("").AsCommands();
            return group.MapControllers();
        }
    }

    private static async Task AssertOnceAsync(TestApp app, string method, string path, string? body = null)
    {
        var call = new Call { Method = method, Path = path, Id = Call.NewId(), Body = body };
        var (first, second) = (await app.SendAsync(call), await app.SendAsync(call));
        Assert.True(first.Status < 300 && !first.Replayed && second.Replayed, $"{method} {path}: {first.Status} {first.Text}, then {second.Status} {second.Text}");
        Assert.Equal((first.Status, first.Text), (second.Status, second.Text));
    }

    private static async Task AssertEachTimeAsync(TestApp app, string method, string path)
    {
        var call = new Call { Method = method, Path = path, Id = Call.NewId() };
        var (first, second) = (await app.SendAsync(call), await app.SendAsync(call));
        Assert.True(first.Status == 200 && second.Status == 200 && !second.Replayed, $"{method} {path}: {first.Status} {first.Text}, then {second.Status} {second.Text}");
    }

    public sealed class ReadingController : Controller
    {
        [HttpGet("reading")]
        [KeelCommand]
        public IActionResult List() => Ok();
    }

    [Route("bare")]
    [KeelCommand]
    public sealed class BareController : Controller
    {
        [HttpPost]
        public IActionResult Add() => Ok();
    }

    [Route("plain")]
    public sealed class PlainController(NotesDb db) : Controller
    {
        [HttpPost]
        public async Task<IActionResult> Add([FromBody] NewNote input) => Ok(await db.AddAsync(input.Text));

        [HttpGet]
        public async Task<IActionResult> List() => Ok(await db.AddAsync("list"));
    }

    private sealed class Authorized(List<string> seen) : IAuthorizationFilter
    {
        public void OnAuthorization(AuthorizationFilterContext context) => seen.Add(context.HttpContext.Request.Path);
    }
}
