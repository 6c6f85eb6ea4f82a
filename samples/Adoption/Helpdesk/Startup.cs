using Evenkeel.AspNetCore;
using Helpdesk.Accounts;
using Helpdesk.Data;
using Helpdesk.Hosting;
using Helpdesk.Mediation;
using Helpdesk.Notifications;
using Helpdesk.Problems;
using Helpdesk.Tickets;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Helpdesk;

public sealed class Startup(IConfiguration configuration)
{
    public void ConfigureServices(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddDbContext<HelpdeskDb>(db => db.UseConfigured(configuration));
        services.AddEvenkeel().UseStore<HelpdeskDb>();
        services.AddHostedService<FirstStart>();
        services.Configure<NotificationOptions>(configuration.GetSection("Notifications"));
        services.AddHttpContextAccessor();
        services.AddScoped<ICurrentAgent, CurrentAgent>();
        services.AddScoped<IPasswordHasher<Agent>, PasswordHasher<Agent>>();
        services.AddScoped<Notifier>();
        services.AddMediator();
        services.AddTicketRequests();
        services.AddCookieSignIn();
        services.AddMvc(mvc =>
            {
                mvc.EnableEndpointRouting = false;
                mvc.Filters.Add<ProblemExceptionFilter>();
                mvc.Filters.Add<DeskHeaderFilter>();
            })
            .AddXmlSerializerFormatters();
    }

    public void Configure(IApplicationBuilder app)
    {
        app.UseExceptionHandler(ServerFault.Answer);
        app.UseEvenkeel();
        app.UseAuthentication();
        app.UseEvenkeelEndpoints();
        app.UseMvc();
    }
}
