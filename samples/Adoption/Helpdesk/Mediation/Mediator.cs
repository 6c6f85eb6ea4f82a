using System.Collections.Concurrent;

namespace Helpdesk.Mediation;

public sealed class Mediator(IServiceProvider services) : IMediator
{
    private static readonly ConcurrentDictionary<Type, object> Routes = new();

    public Task<TAnswer> SendAsync<TAnswer>(IRequest<TAnswer> request, CancellationToken cancellationToken = default)
    {
        var route = (Route<TAnswer>)Routes.GetOrAdd(
            request.GetType(),
            static type => Activator.CreateInstance(typeof(Route<,>).MakeGenericType(type, typeof(TAnswer)))!);
        return route.SendAsync(request, services, cancellationToken);
    }

    private abstract class Route<TAnswer>
    {
        public abstract Task<TAnswer> SendAsync(IRequest<TAnswer> request, IServiceProvider services, CancellationToken cancellationToken);
    }

    private sealed class Route<TRequest, TAnswer> : Route<TAnswer>
        where TRequest : IRequest<TAnswer>
    {
        public override Task<TAnswer> SendAsync(IRequest<TAnswer> request, IServiceProvider services, CancellationToken cancellationToken)
        {
            var handler = services.GetRequiredService<IRequestHandler<TRequest, TAnswer>>();
            var pipeline = () => handler.HandleAsync((TRequest)request, cancellationToken);
            foreach (var behaviour in services.GetServices<IPipelineBehaviour<TRequest, TAnswer>>().Reverse())
            {
                var next = pipeline;
                pipeline = () => behaviour.HandleAsync((TRequest)request, next, cancellationToken);
            }

            return pipeline();
        }
    }
}
