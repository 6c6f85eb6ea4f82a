using Evenkeel.AspNetCore.Deliveries;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Deliveries;

/// <summary>Starts applications that send mail.</summary>
internal static class MailApp
{
    public static Task<TestApp> StartAsync(MailSink sink, Action<WebApplication> map, TestAppOptions? options = null, Action<DeliveryOptions>? configure = null)
    {
        options ??= new TestAppOptions();
        return TestApp.StartAsync(map, options with
        {
            Services = builder =>
            {
                options.Services(builder);
                builder.Services.AddSingleton(sink);
                builder.AddEvenkeel().AddDelivery<Mail, MailDelivery>("mail").ConfigureDeliveries(configure ?? (_ => { }));
            },
        });
    }

    /// <summary>Waits until nothing waits any more, and so whatever was to be sent is sent.</summary>
    public static Task EmptyAsync(this TestApp app) =>
        Poll.UntilAsync(() => app.Rows("state = 1") == 0, TimeSpan.FromSeconds(30), "the deliveries");

    public static long Rows(this TestApp app, string where = "1 = 1") => (long)app.Database.Query($"SELECT count(*) FROM evenkeel_delivery WHERE {where}")[0][0];
}
