namespace Helpdesk.Mediation;

public interface IRequestHandler<in TRequest, TAnswer>
    where TRequest : IRequest<TAnswer>
{
    Task<TAnswer> HandleAsync(TRequest request, CancellationToken cancellationToken);
}
