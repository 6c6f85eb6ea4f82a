using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Mvc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Forgery;

/// <summary>An application that signs people in with a cookie and has commands of every kind.</summary>
internal static class ForgeryApp
{
    private static readonly (string Name, string Value) OwnPage = ("Sec-Fetch-Site", "same-origin");

    public static Task<TestApp> StartAsync() => StartAsync(MapAll, builder =>
    {
        builder.Services.AddSingleton(new Script());
        MvcApp.Add(builder.Services, [typeof(NotesController), typeof(WholeController), typeof(ConventionalController), typeof(PlainController)], Mvc.Routing.Endpoints);
    });

    public static Task<TestApp> StartAsync(Action<WebApplication> map, Action<WebApplicationBuilder>? services = null, Action<WebApplication>? pipeline = null) => TestApp.StartAsync(map, new TestAppOptions
    {
        Services = builder =>
        {
            SignIn.Cookie.Add(builder);
            services?.Invoke(builder);
        },
        Pipeline = app =>
        {
            pipeline?.Invoke(app);
            app.UseEvenkeel();
        },
    });

    /// <summary>The call under the cookie of a signed-in user, with headers of its browser.</summary>
    public static Call Under(this Call call, TestApp app, params (string Name, string Value)[] headers) => SignIn.Cookie.As(app, call.With(headers), "alice", "write");

    /// <summary>The call of the application's own page.</summary>
    public static Call Own(this Call call, TestApp app) => call.Under(app, OwnPage);

    public static Call With(this Call call, params (string Name, string Value)[] headers)
    {
        var all = new Dictionary<string, string>(call.Headers);
        foreach (var (name, value) in headers)
        {
            all[name] = value;
        }

        return call with { User = null, Headers = all };
    }

    /// <summary>Every command in the endpoint table, and every endpoint of Evenkeel's own that changes something, by method and path.</summary>
    public static IReadOnlyList<(string Method, string Path)> Targets(TestApp app) =>
    [
        .. from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<ActionMetadata>() is { IsCommand: true } || endpoint.Metadata.GetMetadata<OwnEndpointMetadata>() is not null
           where endpoint.Metadata.GetMetadata<ISuppressMatchingMetadata>() is not { SuppressMatching: true }
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named : (IEnumerable<string>)["POST", "DELETE"]
           where !SafeMethod.Is(method)
           select (method, PathOf(endpoint.RoutePattern)),
    ];

    /// <summary>Sends the head of a request only, and promises a body: what comes back was answered without it.</summary>
    public static async Task<string> SendHeadAsync(TestApp app, Call call, params (string Name, string Value)[] headers)
    {
        using var exchange = new RawExchange(app.Http.BaseAddress!);
        IEnumerable<(string Name, string Value)> all =
        [
            ("Host", app.Http.BaseAddress!.Authority), ("Idempotency-Key", Call.NewId()), ("Evenkeel-Protocol", "4"), ("Content-Type", call.ContentType), ("Content-Length", "1000"), ("Connection", "close"),
            .. call.Headers.Select(each => (each.Key, each.Value)), .. headers,
        ];
        await exchange.WriteAsync($"{call.Method} {call.Path} HTTP/1.1\r\n{string.Concat(all.Select(each => $"{each.Name}: {each.Value}\r\n"))}\r\n");
        return await exchange.ReadUntilAsync("\"error\"");
    }

    private static void MapAll(WebApplication app)
    {
        app.MapCommand("/native", NotesApi.AddAsync);
        app.MapCommand("PUT /native/{id}", NotesApi.AddAsync).RequireAuthorization();
        app.MapCommand("DELETE /native/{id}", (NotesDb db) => db.AddAsync("deleted"));
        app.MapCommand("/native/sensitive", NotesApi.AddAsync).Sensitive();
        app.MapPost("/adopted", NotesApi.AddAsync).AsCommand();
        app.Map("/adopted/any", (NotesDb db) => db.AddAsync("any")).AsCommand();
        var group = app.MapGroup("/group").AsCommands();
        group.MapPost("", NotesApi.AddAsync);
        group.MapPatch("/{id}", NotesApi.AddAsync).RequireAuthorization("write");
        app.MapControllers().AsCommands();
        app.MapControllerRoute("conventional", "conventional/{controller}/{action}");
    }

    private static string PathOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart named => pattern.RequiredValues.TryGetValue(named.Name, out var value) && value is string text ? text : ValueOf(pattern, named),
        _ => throw new InvalidOperationException(pattern.RawText),
    }))));

    private static string ValueOf(RoutePattern pattern, RoutePatternParameterPart named) =>
        pattern.ParameterPolicies.ContainsKey(named.Name) ? "1" : Guid.CreateVersion7().ToString();
}
