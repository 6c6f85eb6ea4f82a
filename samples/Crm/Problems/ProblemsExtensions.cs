using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Problems;

public static class ProblemsExtensions
{
    /// <summary>Every error of the application, also one that the framework answers, is a problem with the same members.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<UnreadableRequest>();
        return services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
            ProblemMembers.Complete(context.ProblemDetails, context.HttpContext));
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => Problem.Of(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
    }
}
