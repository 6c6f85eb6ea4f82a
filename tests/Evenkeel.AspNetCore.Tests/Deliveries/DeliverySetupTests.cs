using Evenkeel.AspNetCore.Deliveries;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.Deliveries;

/// <summary>What is missing or contradictory is said at the start, or at the first use.</summary>
public sealed class DeliverySetupTests
{
    [Fact]
    public async Task Version_1_of_the_tables_has_no_deliveries_and_stops_the_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(builder =>
        {
            builder.Services.AddDbContext<FirstDb>(db => db.UseSqlite("Data Source=:memory:"));
            builder.AddEvenkeel().UseStore<FirstDb>().AddDelivery<Mail, MailDelivery>("mail");
        }));
        Assert.Equal("FirstDb has no table for deliveries. Call modelBuilder.AddEvenkeel(schema: 3) in OnModelCreating, and add a migration.", error.Message);
    }

    [Fact]
    public async Task Without_a_store_the_start_stops()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(builder => builder.AddEvenkeel().AddDelivery<Mail, MailDelivery>("mail")));
        Assert.Equal("Deliveries are stored with the application's data: builder.AddEvenkeel().UseStore<TDbContext>().", error.Message);
    }

    [Fact]
    public async Task A_message_that_nobody_delivers_is_refused_with_what_to_do()
    {
        await using var without = await TestApp.StartAsync(NotesApi.Map);
        await using var with = await MailApp.StartAsync(new MailSink(), NotesApi.Map);
        foreach (var app in (TestApp[])[without, with])
        {
            await using var scope = app.Services.CreateAsyncScope();
            var error = Assert.Throws<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<NotesDb>().OnCommitted(new Letter()));
            Assert.Equal("Nobody delivers Letter. Register one: builder.AddEvenkeel().AddDelivery<Letter, ...>(\"a-stable-name\").", error.Message);
        }
    }

    [Fact]
    public async Task A_name_stands_for_one_kind_and_may_be_registered_twice()
    {
        await using var app = await MailApp.StartAsync(new MailSink(), NotesApi.Map, new TestAppOptions
        {
            Services = builder => builder.AddEvenkeel().AddDelivery<Mail, MailDelivery>("mail"),
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => MailApp.StartAsync(new MailSink(), NotesApi.Map, new TestAppOptions
        {
            Services = builder => builder.AddEvenkeel().AddDelivery<Mail, MailDelivery>("post"),
        }));
        Assert.Throws<ArgumentException>("name", () => new ServiceCollection().AddEvenkeel().AddDelivery<Mail, MailDelivery>(" "));
    }

    [Fact]
    public async Task Settings_out_of_range_stop_the_start_and_all_are_named()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => MailApp.StartAsync(new MailSink(), NotesApi.Map, configure: options =>
        {
            options.FirstDelay = TimeSpan.Zero;
            options.MaxDelay = TimeSpan.FromDays(2);
            options.MaxAttempts = 0;
            options.AttemptTimeout = TimeSpan.Zero;
            options.Parallelism = 0;
            options.PollEvery = TimeSpan.Zero;
        }));
        Assert.Equal(
            ["FirstDelay", "MaxDelay", "MaxAttempts", "AttemptTimeout", "Parallelism", "PollEvery"],
            error.Failures.Select(failure => failure.Split(' ')[0].Split('.')[1]));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 8)]
    [InlineData(20, 900)]
    [InlineData(1000, 900)]
    public void The_wait_doubles_up_to_its_limit_and_is_a_random_part_of_that(int attempt, double seconds)
    {
        Assert.Equal(seconds, DeliveryBackoff.After(attempt, new DeliveryOptions(), 1).TotalSeconds);
        Assert.Equal(seconds / 4, DeliveryBackoff.After(attempt, new DeliveryOptions(), 0.25).TotalSeconds);
    }

    private static async Task StartAsync(Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        configure(builder);
        await using var app = builder.Build();
        app.UseEvenkeel();
        await app.StartAsync();
    }

    public sealed record Letter;

    public sealed class FirstDb(DbContextOptions<FirstDb> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddEvenkeel(schema: 1);
    }
}
