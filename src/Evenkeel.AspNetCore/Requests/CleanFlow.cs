namespace Evenkeel.AspNetCore.Requests;

/// <summary>
/// Starts work on the calling thread with no ambient state. A request that we make must not share that of the one it comes from: IHttpContextAccessor keeps its context there
/// and would clear it. A task queued with suppressed flow would do the same at the price of waking a thread for each operation.
/// </summary>
internal static class CleanFlow
{
    private static readonly ExecutionContext Empty = CaptureEmpty();

    public static Task<T> Run<T>(Func<Task<T>> work)
    {
        Task<T>? started = null;
        ExecutionContext.Run(Empty, _ => started = work(), null);
        return started!;
    }

    private static ExecutionContext CaptureEmpty()
    {
        ExecutionContext? empty = null;
        var thread = new Thread(() => empty = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return empty!;
    }
}
