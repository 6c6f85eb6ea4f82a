using Helpdesk.Data;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Mediation;

/// <summary>Each request is one transaction: a handler saves as often as it likes, and all of it or nothing is committed.</summary>
public sealed class TransactionBehaviour<TRequest, TAnswer>(HelpdeskDb db) : IPipelineBehaviour<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer>
{
    public Task<TAnswer> HandleAsync(TRequest request, Func<Task<TAnswer>> next, CancellationToken cancellationToken) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            // Where the strategy tries again, what the failed try has tracked must not be saved.
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var answer = await next();
            await transaction.CommitAsync(cancellationToken);
            return answer;
        });
}
