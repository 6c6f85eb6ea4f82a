namespace Helpdesk.Mediation;

public static class MediatorExtensions
{
    public static void AddMediator(this IServiceCollection services)
    {
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehaviour<,>), typeof(LoggingBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehaviour<,>), typeof(ValidationBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehaviour<,>), typeof(TransactionBehaviour<,>));
    }
}
