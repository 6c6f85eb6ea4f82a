namespace Helpdesk.Mediation;

/// <summary>Stands around every handler. They run in the order of their registration, the first one outermost.</summary>
public interface IPipelineBehaviour<in TRequest, TAnswer>
    where TRequest : IRequest<TAnswer>
{
    Task<TAnswer> HandleAsync(TRequest request, Func<Task<TAnswer>> next, CancellationToken cancellationToken);
}
