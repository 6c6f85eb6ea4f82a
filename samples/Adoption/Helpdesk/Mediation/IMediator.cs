namespace Helpdesk.Mediation;

/// <summary>Hands a request to its handler, through the behaviours.</summary>
public interface IMediator
{
    Task<TAnswer> SendAsync<TAnswer>(IRequest<TAnswer> request, CancellationToken cancellationToken = default);
}
