using Evenkeel.AspNetCore.OperatorConsole;
using Evenkeel.AspNetCore.Tests.Deliveries;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Telemetry;

namespace Evenkeel.AspNetCore.Tests.OperatorConsole;

/// <summary>The application that uses every feature, with a console for its operators.</summary>
internal static class ConsoleApp
{
    public static Task<TestApp> StartAsync(Action<ConsoleOptions>? console = null, bool serves = true, MailSink? sink = null, TestAppOptions? options = null) => TelemetryApp.StartAsync(
        builder =>
        {
            if (serves)
            {
                builder.AddEvenkeel().ServeConsole(TelemetryApp.Operators, console);
            }
        },
        sink: sink,
        serves: false,
        options: options);

    /// <summary>Asks for something of the console's.</summary>
    public static Task<Answer> ConsoleAsync(this TestApp app, string path = "", string method = "GET", string? user = "olga", string? right = "operate", string? body = null, params (string Name, string Value)[] headers)
    {
        var all = headers.ToDictionary(each => each.Name, each => each.Value);
        if (right is not null)
        {
            all["X-Rights"] = right;
        }

        return app.SendAsync(new Call { Method = method, Path = $"/_evenkeel/console{path}", User = user, FromRuntime = false, Headers = all, Body = body });
    }

    public static Task<Answer> OrderAsync(this TestApp app, string body) => app.ConsoleAsync("/orders", "POST", body: body);

    public static async Task<System.Text.Json.JsonElement> FactsAsync(this TestApp app)
    {
        var answer = await app.ConsoleAsync("/facts");
        Assert.Equal((200, "application/json", "no-store"), (answer.Status, answer.ContentType, answer.Headers["Cache-Control"]));
        return answer.Json;
    }

    /// <summary>What was done, as the page says it.</summary>
    public static string Said(this Answer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json.GetProperty("said").GetString()!;
    }
}
