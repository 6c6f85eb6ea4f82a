using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// Middleware around an operation may write too, outside of it. What earlier operations of the flush share is committed first: the write would
/// wait for their locks, and they for it.
/// </summary>
internal static class BesideFlush
{
    public static async ValueTask LetWriteAsync(DbContext? context)
    {
        if (FlushGroup.Current is { Open: not null } group && group.Covers(context))
        {
            await group.CloseAsync();
        }
    }
}
