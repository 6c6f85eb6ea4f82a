using Helpdesk.Problems;

namespace Helpdesk.Mediation;

/// <summary>Refuses a request that breaks its own rules, all of them at once.</summary>
public sealed class ValidationBehaviour<TRequest, TAnswer>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehaviour<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer>
{
    public Task<TAnswer> HandleAsync(TRequest request, Func<Task<TAnswer>> next, CancellationToken cancellationToken)
    {
        var errors = validators.SelectMany(each => each.Check(request))
            .GroupBy(each => each.Field)
            .ToDictionary(field => field.Key, field => field.Select(each => each.Sentence).ToArray());
        return errors.Count == 0 ? next() : throw new InvalidException(errors);
    }
}
