using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Telemetry;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Stability.Deadlines;

/// <summary>An application whose handlers are stopped at a gate, by a clock that a test moves.</summary>
internal sealed class DeadlineApp : IAsyncDisposable
{
    private readonly RecordedMeasurements _measured;

    private DeadlineApp(TestApp app, ManualClock clock, Gate gate) => (App, Clock, Gate, _measured) = (app, clock, gate, new RecordedMeasurements(app));

    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public TestApp App { get; }

    public ManualClock Clock { get; }

    public Gate Gate { get; }

    public static async Task<DeadlineApp> StartAsync(Action<WebApplication, Gate> map, Action<IEvenkeelBuilder>? configure = null, Action<IServiceCollection>? services = null)
    {
        var (clock, gate) = (new ManualClock(), new Gate());
        var app = await TestApp.StartAsync(app => map(app, gate), new TestAppOptions
        {
            Clock = clock,
            Services = builder =>
            {
                configure?.Invoke(builder.AddEvenkeel());
                services?.Invoke(builder.Services);
            },
        });
        return new DeadlineApp(app, clock, gate);
    }

    public string NewId() => Clock.NewId();

    /// <summary>Lets time pass until a call is answered: on a busy machine its handler may reach the gate before its deadline is set.</summary>
    public async Task<Answer> PassAsync(Task<Answer> call)
    {
        await Gate.Reached;
        Clock.Advance(Limit);
        return await call.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public double Measured(string name) => _measured.ValuesOf(name).Sum();

    public async ValueTask DisposeAsync()
    {
        Gate.Open();
        _measured.Dispose();
        await App.DisposeAsync();
    }

    public static void AssertTooLate(Answer answer, string path)
    {
        Assert.True(answer.Status == 504, $"{answer.Status}: {answer.Text}");
        Assert.Equal(("deadline-exceeded", path, "no-store", "close"), (answer.Error, answer.Json.GetProperty("path").GetString(), answer.Headers["Cache-Control"], answer.Headers["Connection"]));
        Assert.True(answer.Json.GetProperty("timestamp").GetDateTimeOffset() > DateTimeOffset.MinValue);
        // The runtime knows that it was the server who said so.
        Assert.Contains("Evenkeel-Protocol", answer.Headers.Keys);
    }
}
