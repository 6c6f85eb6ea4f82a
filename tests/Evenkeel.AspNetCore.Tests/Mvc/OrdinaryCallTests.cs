using System.Text.RegularExpressions;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>A call without any header of Evenkeel: by the byte what the same controller answers without Evenkeel.</summary>
public sealed partial class OrdinaryCallTests
{
    private const string Json = "application/json";

    private static readonly (string Method, string Path, string? Body, string Type)[] Calls =
    [
        ("POST", "/orders", NewNote.Json("a"), Json),
        ("POST", "/orders", NewNote.Json("a"), Json),
        ("POST", "/orders", "{", Json),
        ("POST", "/orders", "{\"text\":null}", Json),
        ("POST", "/orders", null, Json),
        ("POST", "/orders", "a", "text/plain"),
        ("PUT", "/orders/7?text=x", null, Json),
        ("PUT", "/orders/x", null, Json),
        ("POST", "/orders/conflict", NewNote.Json("kept"), Json),
        ("POST", "/orders/throw", NewNote.Json("kept"), Json),
        ("POST", "/orders/redirect", null, Json),
        ("POST", "/orders/empty", null, Json),
        ("POST", "/orders/stream", null, Json),
        ("POST", "/orders/form", "text=a%20b", "application/x-www-form-urlencoded"),
        ("POST", "/orders/secret", null, Json),
        ("POST", "/orders/policy", null, Json),
        ("POST", "/orders/nothing", null, Json),
        ("DELETE", "/orders", null, Json),
        ("GET", "/orders?q=%26#x", null, Json),
        ("HEAD", "/orders", null, Json),
    ];

    [Theory]
    [InlineData(Routing.Endpoints, false)]
    [InlineData(Routing.ByMvc, false)]
    [InlineData(Routing.Endpoints, true)]
    public async Task Adopted_actions_answer_by_the_byte_what_they_answered_before(Routing routing, bool whereMapped)
    {
        var adopted = whereMapped ? typeof(Orders.Plain.OrdersController) : typeof(Orders.Adopted.OrdersController);
        await using var app = await TestApp.StartAsync(
            app => Map(app, routing, whereMapped),
            new TestAppOptions { Services = builder => MvcApp.Add(builder.Services, [adopted], routing) });
        await using var plain = await PlainApp.StartAsync(
            app => Map(app, routing, adopt: false),
            services => MvcApp.Add(services, [typeof(Orders.Plain.OrdersController)], routing));
        foreach (var call in Calls)
        {
            var (expected, actual) = (await SendAsync(plain.Uri, call), await SendAsync(app.Http.BaseAddress!, call));
            Assert.Equal($"{call}\n{expected}", $"{call}\n{actual}");
        }

        Assert.Equal(plain.Database.Notes, app.Database.Notes);
        Assert.Equal(0, app.Database.LedgerRows);
    }

    private static void Map(WebApplication app, Routing routing, bool adopt)
    {
        if (routing == Routing.ByMvc)
        {
            app.UseAuthentication();
            app.UseMvc();
        }
        else if (adopt)
        {
            app.MapControllers().AsCommands().AsQueries();
        }
        else
        {
            app.MapControllers();
        }
    }

    private static async Task<string> SendAsync(Uri server, (string Method, string Path, string? Body, string Type) call) =>
        PerRequest().Replace(await RawExchange.SendAsync(server, call.Method, call.Path, call.Body, $"Content-Type: {call.Type}"), "");

    [GeneratedRegex("Date: [^\r]*\r\n|\"traceId\":\"[^\"]*\"")]
    private static partial Regex PerRequest();
}
