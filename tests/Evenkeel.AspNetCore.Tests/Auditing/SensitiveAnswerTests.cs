using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Auditing;

/// <summary>What caches are told by every sensitive route, whatever it answers and whoever else has a say in it.</summary>
[Trait("Show", "4.8")]
public sealed class SensitiveAnswerTests
{
    private static readonly string[] Wishes = ["200", "201", "304", "400", "404", "409", "500", "503", "504", "throw", "unbound", "anonymous", "forbidden"];

    private static readonly Dictionary<string, Action<WebApplication>> Pipelines = new()
    {
        ["plain"] = app => app.UseEvenkeel(),
        ["with an exception page"] = app =>
        {
            app.UseExceptionHandler("/error");
            app.UseEvenkeel();
        },
        ["with an exception page inside"] = app =>
        {
            app.UseEvenkeel();
            app.UseExceptionHandler("/error");
        },
        ["with status pages"] = app =>
        {
            app.UseStatusCodePagesWithReExecute("/error");
            app.UseEvenkeel();
        },
        ["with a filter that has the last word"] = app =>
        {
            app.UseEvenkeel();
            app.Use((http, next) =>
            {
                http.Response.OnStarting(() =>
                {
                    Allow(http.Response);
                    return Task.CompletedTask;
                });
                return next(http);
            });
        },
    };

    public static TheoryData<string, bool> Cases => new(from pipeline in Pipelines.Keys from runtime in (bool[])[true, false] select (pipeline, runtime));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_answer_of_every_sensitive_route_forbids_all_caches(string pipeline, bool fromRuntime)
    {
        await using var app = await TestApp.StartAsync(Map, new TestAppOptions { Pipeline = Pipelines[pipeline] });
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var sensitive = routes.Where(each => each.Metadata.GetMetadata<SensitiveMetadata>() is not null).ToList();
        Assert.Equal(7, sensitive.Count);
        List<string> statuses = [];
        foreach (var (endpoint, wish) in sensitive.SelectMany(each => Wishes.Select(wish => (each, wish))))
        {
            var answer = await AskAsync(app, endpoint, wish, fromRuntime);
            var name = $"{endpoint.RoutePattern.RawText}, {wish}:\n{answer}";
            string[] caching = [.. answer.Split("\r\n\r\n")[0].Split("\r\n").Where(IsAboutCaches).Order(StringComparer.Ordinal)];
            Assert.True(caching is ["Cache-Control: no-store, no-cache, must-revalidate", "Pragma: no-cache"], name);
            statuses.Add(answer.Split(' ')[1]);
        }

        Assert.Empty(new[] { "200", "304", "400", "401", "403", "404", "500", "504" }.Except(statuses));
        var open = routes.Single(each => each.RoutePattern.RawText == "/open");
        Assert.Contains("Cache-Control: public", await AskAsync(app, open, "200", fromRuntime));
    }

    [Theory]
    [InlineData("/account/x.css")]
    [InlineData("/account/a/b/x.css")]
    [InlineData("/account/x.css?v=1.js")]
    [InlineData("/account/%252e%252e/x.css")]
    [InlineData("/account/;x.css")]
    [InlineData("/profile/x.css")]
    [InlineData("/profile")]
    public async Task A_path_that_looks_like_a_file_makes_no_answer_less_private(string path)
    {
        await using var app = await TestApp.StartAsync(each =>
        {
            Delegate handler = (HttpContext http) => http.User.Identity?.Name;
            each.MapQuery("/account/{**rest}", handler).RequireAuthorization().Cached();
            each.MapQuery("/profile/{file?}", handler).RequireAuthorization().Cached();
        }, new TestAppOptions { Services = builder => builder.AddEvenkeel().UseCache() });
        foreach (var user in new[] { "alice", "bob", "alice" })
        {
            var answer = await app.SendAsync(new Call { Method = "GET", Path = path, User = user, FromRuntime = false });
            Assert.Equal((200, user, "no-store"), (answer.Status, answer.Text, answer.Headers["Cache-Control"]));
        }

        var refused = await app.SendAsync(new Call { Method = "GET", Path = path, User = null, FromRuntime = false });
        Assert.Equal(401, refused.Status);
        Assert.DoesNotContain("alice", refused.Text);
    }

    [Fact]
    public async Task Output_caching_for_all_routes_leaves_out_the_sensitive_ones()
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(
            each =>
            {
                each.MapGet("/open", () => $"{++runs}");
                each.MapGet("/secret", () => $"{++runs}").AsQuery().Sensitive();
            },
            new TestAppOptions
            {
                Services = builder => builder.Services.AddOutputCache(options => options.AddBasePolicy(policy => policy.Cache())),
                Pipeline = each =>
                {
                    each.UseEvenkeel();
                    each.UseOutputCache();
                },
            });
        List<string> answers = [];
        foreach (var path in new[] { "/open", "/open", "/secret", "/secret" })
        {
            answers.Add((await app.SendAsync(new Call { Method = "GET", Path = path, User = null, FromRuntime = false })).Text);
        }

        Assert.Equal(["1", "1", "2", "3"], answers);
    }

    public static TheoryData<string> Policies => ["Cached()", "CacheOutput()", "[OutputCache]", "[ResponseCache]"];

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task A_sensitive_route_with_a_cache_policy_stops_the_start(string policy)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(
            app =>
            {
                var query = app.MapQuery("/secret/{id}", (int id) => id).Sensitive();
                _ = policy switch
                {
                    "Cached()" => query.Cached(),
                    "CacheOutput()" => query.CacheOutput(),
                    "[OutputCache]" => query.WithMetadata(new OutputCacheAttribute { Duration = 60 }),
                    _ => query.WithMetadata(new ResponseCacheAttribute { Duration = 60 }),
                };
            },
            new TestAppOptions { Services = builder => builder.AddEvenkeel().UseCache() }));
        Assert.Contains($"GET /secret/{{id}} is Sensitive() and has a cache policy: {policy}", error.Message);
    }

    private static void Map(WebApplication app)
    {
        Delegate handler = Handle;
        Delegate bound = (int? number, HttpContext http) => Handle(http);
        app.MapQuery("/account/{**rest}", bound).RequireAuthorization("write").Sensitive();
        app.MapQuery("/profile/{file?}", handler).AddEndpointFilter(async (call, next) =>
        {
            var result = await next(call);
            Allow(call.HttpContext.Response);
            return result;
        }).RequireAuthorization("write").Sensitive();
        app.MapCommand("/payments", handler).RequireAuthorization("write").Sensitive();
        app.MapGet("/adopted/{**rest}", bound).AsQuery().RequireAuthorization("write").Sensitive();
        app.MapPost("/adopted", handler).AsCommand().RequireAuthorization("write").Sensitive();
        var group = app.MapGroup("/group").RequireAuthorization("write").Sensitive();
        group.MapQuery("/one", handler);
        group.MapDelete("/two/{id}", handler).AsCommand();
        app.MapQuery("/open", handler);
        app.Map("/error", (HttpContext http) =>
        {
            Allow(http.Response);
            return "An error.";
        });
    }

    private static async Task Handle(HttpContext http)
    {
        Allow(http.Response);
        var wish = http.Request.Headers["X-Wish"].ToString();
        if (wish == "throw")
        {
            throw new InvalidOperationException("as wished");
        }

        http.Response.StatusCode = int.TryParse(wish, out var status) ? status : 200;
        if (http.Response.StatusCode == 200)
        {
            await http.Response.WriteAsync("secret");
        }
    }

    private static void Allow(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=600";
        response.Headers.Expires = "Thu, 01 Dec 2095 16:00:00 GMT";
        response.Headers["X-Accel-Expires"] = "600";
        response.Headers["CDN-Cache-Control"] = "max-age=600";
    }

    private static bool IsAboutCaches(string header) =>
        header.StartsWith("Cache-Control", StringComparison.OrdinalIgnoreCase) || header.StartsWith("Pragma", StringComparison.OrdinalIgnoreCase) || header.StartsWith("Expires", StringComparison.OrdinalIgnoreCase)
        || header.Contains("Cache-Control:", StringComparison.OrdinalIgnoreCase) || header.StartsWith("X-Accel", StringComparison.OrdinalIgnoreCase);

    private static Task<string> AskAsync(TestApp app, RouteEndpoint endpoint, string wish, bool fromRuntime)
    {
        var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0];
        var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "x.css"));
        List<string> headers = [$"X-Wish: {wish}"];
        headers.AddRange(wish == "anonymous" ? [] : ["X-User: alice"]);
        headers.AddRange(wish == "forbidden" ? [] : ["X-Rights: write"]);
        headers.AddRange(fromRuntime ? ["Evenkeel-Protocol: 2"] : []);
        headers.AddRange(method == "GET" ? [] : [$"Idempotency-Key: {Call.NewId()}"]);
        return RawExchange.SendAsync(app.Http.BaseAddress!, method, wish == "unbound" ? $"{path}?number=many" : path, method == "GET" ? null : "", [.. headers]);
    }
}
