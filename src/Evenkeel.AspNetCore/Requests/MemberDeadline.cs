namespace Evenkeel.AspNetCore.Requests;

/// <summary>A feature of an operation's request within a flush: tells the flush that the operation's deadline has passed while its handler goes on.</summary>
internal sealed class MemberDeadline
{
    private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Passed => _passed.Task;

    public void Pass() => _passed.TrySetResult();
}
