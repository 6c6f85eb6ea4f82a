using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>Has SaveChanges of the application's context write in its operation's transaction.</summary>
internal sealed class SaveInterceptor : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Join(eventData.Context, CancellationToken.None).GetAwaiter().GetResult();
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await Join(eventData.Context, cancellationToken);
        return result;
    }

    public override void SaveChangesFailed(DbContextErrorEventData eventData) => Failed(eventData.Context);

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Failed(eventData.Context);
        return Task.CompletedTask;
    }

    private static void Failed(DbContext? context)
    {
        if (OperationTransaction.Current is { } operation && operation.Covers(context))
        {
            operation.SaveFailed();
        }
    }

    private static Task Join(DbContext? context, CancellationToken cancel) =>
        OperationTransaction.Current is { } operation && operation.Covers(context)
            ? operation.MayDefer(context) ? Task.CompletedTask : operation.JoinAsync(context!, isolation: null, cancel)
            : BesideFlush.LetWriteAsync(context).AsTask();
}
