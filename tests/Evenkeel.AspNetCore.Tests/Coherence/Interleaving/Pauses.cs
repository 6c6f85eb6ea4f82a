namespace Evenkeel.AspNetCore.Tests.Coherence.Interleaving;

/// <summary>The places where factories and writers wait to be let go on.</summary>
internal sealed class Pauses(Random random)
{
    private readonly List<TaskCompletionSource> _waiting = [];

    public Task WaitAsync()
    {
        if (random.Next(5) == 0)
        {
            return Task.CompletedTask;
        }

        var pause = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(pause);
        return pause.Task;
    }

    public bool ReleaseOne()
    {
        if (_waiting.Count == 0)
        {
            return false;
        }

        var index = random.Next(_waiting.Count);
        var pause = _waiting[index];
        _waiting.RemoveAt(index);
        pause.SetResult();
        return true;
    }
}
