using System.Data.Common;
using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Sessions;

/// <summary>A database that takes its time.</summary>
public sealed class SlowReadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_answer_of_the_database_that_takes_long_is_not_for_who_asks_later()
    {
        var (clock, slow, loads) = (new ManualClock(), new SlowConnections(), 0);
        await using var app = await SessionApp.StartAsync(new TestAppOptions { Clock = clock, Context = (services, use) => services.AddDbContext<NotesDb>(options => use(options.AddInterceptors(slow))) });
        using var listener = new MeterListener { InstrumentPublished = (each, listener) => Listen(each, listener, app) };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref loads, (int)count));
        listener.Start();
        var cookie = await app.SignInAsync();
        slow.Hold();
        var early = new[] { app.MeAsync(cookie), app.MeAsync(cookie) };
        await Poll.UntilAsync(() => loads == 1, Patience, "nothing was read");
        clock.Advance(TimeSpan.FromSeconds(1));
        var late = app.MeAsync(cookie);
        await Poll.UntilAsync(() => loads == 2, Patience, "who came later waits for what others have asked");
        slow.Release();
        Assert.All(await Task.WhenAll([.. early, late]), answer => Assert.Equal(200, answer.Status));
        Assert.Equal(2, loads);

        static void Listen(Instrument instrument, MeterListener listener, TestApp app)
        {
            if (instrument.Meter.Scope == app.Services.GetRequiredService<IMeterFactory>() && instrument.Name == "evenkeel.session.loads")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        }
    }

    /// <summary>Connections that open when a test lets them.</summary>
    private sealed class SlowConnections : DbConnectionInterceptor
    {
        private TaskCompletionSource _open = new();

        public SlowConnections() => _open.SetResult();

        public void Hold() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _open.SetResult();

        public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            await _open.Task;
            return result;
        }
    }
}
