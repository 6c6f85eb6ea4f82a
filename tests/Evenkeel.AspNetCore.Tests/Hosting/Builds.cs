using Evenkeel.AspNetCore.Contracts;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>Instances of several builds of one application, on one database.</summary>
internal static class Builds
{
    /// <summary>Starts an instance and has it beat once.</summary>
    public static async Task<TestApp> StartAsync(string build, TestDatabase database, Action<WebApplication> map, Action<DeploymentOptions>? configure = null, TimeProvider? clock = null, Action<IServiceCollection>? services = null)
    {
        var app = await TestApp.StartAsync(map, new TestAppOptions
        {
            Database = database,
            Clock = clock ?? TimeProvider.System,
            Services = builder =>
            {
                builder.AddEvenkeel().ConfigureContracts(options => options.ArePublic = true).ConfigureDeployments(options =>
                {
                    options.Build = build;
                    configure?.Invoke(options);
                });
                services?.Invoke(builder.Services);
            },
        });
        await app.BeatAsync();
        return app;
    }

    public static Task BeatAsync(this TestApp app) => app.Services.GetRequiredService<DeploymentKeeper>().BeatAsync(TestContext.Current.CancellationToken);

    /// <summary>Ends an instance as a deployment does. Disposing of it alone is a crash.</summary>
    public static async Task StopAsync(this TestApp app)
    {
        await app.Services.GetRequiredService<DeploymentKeeper>().LeaveAsync(TestContext.Current.CancellationToken);
        await app.DisposeAsync();
    }

    /// <summary>The id of the contract that a build has for an action.</summary>
    public static string ContractOf(this TestApp app, string action) => app.Services.GetRequiredService<ContractCatalog>().Contracts.Single(each => each.Action == action).Id;

    /// <summary>The first build: a note is a text.</summary>
    public static void First(WebApplication app)
    {
        app.MapCommand("/api/notes", (NewNote input, NotesDb db) => AddAsync(db, input.Text));
        app.MapCommand("/api/marks/{colour}", (string colour, NewNote input, NotesDb db) => AddAsync(db, $"{colour}: {input.Text}"));
        app.MapCommand("/api/same", (NewNote input, NotesDb db) => AddAsync(db, input.Text));
        app.MapQuery("/api/notes", () => new NoteList(["a"], 1));
        app.MapCommand("/api/gone", (NewNote input, NotesDb db) => AddAsync(db, input.Text));
    }

    /// <summary>The second: it has a weight too, marks are called labels, the list has no count, and one action is gone.</summary>
    public static void Second(WebApplication app)
    {
        app.MapCommand("/api/notes", (HeavyNote input, NotesDb db) => AddAsync(db, $"{input.Text} of {input.Weight}"));
        app.MapCommand("/api/labels/{colour}", (string colour, HeavyNote input, NotesDb db) => AddAsync(db, $"{colour}! {input.Text} of {input.Weight}"));
        app.MapCommand("/api/same", (NewNote input, NotesDb db, int? more) => AddAsync(db, input.Text));
        app.MapQuery("/api/notes", () => new ShortList(["a"]));
    }

    /// <summary>A call as a page makes it.</summary>
    public static Call CallOf(string action, string contract, string? body = null, string? id = null, string page = "page-1") => new()
    {
        Method = action.Split(' ')[0],
        Path = action.Split(' ')[1],
        Id = id ?? (action.StartsWith("GET", StringComparison.Ordinal) ? null : Call.NewId()),
        Body = body,
        Headers = new Dictionary<string, string> { [KeelHeaders.Contract] = contract, [KeelHeaders.Deployment] = page },
    };

    private static async Task<IResult> AddAsync(NotesDb db, string text) => Results.Created("/api/notes/1", (await db.AddAsync(text)).Text);

    public sealed record HeavyNote(string Text, int Weight);

    public sealed record NoteList(string[] Notes, int Count);

    public sealed record ShortList(string[] Notes);
}
