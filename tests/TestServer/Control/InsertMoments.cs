using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.TestServer.Control;

/// <summary>Tells the stop sign of every save, whose rows are in a transaction that is still open.</summary>
internal sealed class InsertMoments(StopSign sign) : SaveChangesInterceptor
{
    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        await sign.PassAsync("inserted");
        return result;
    }
}
