namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>A request that waits for a place.</summary>
internal sealed class WaitingRequest(AdmissionPriority priority, string client, long since)
{
    private readonly TaskCompletionSource<AdmissionOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AdmissionPriority Priority => priority;

    public string Client => client;

    public long Since => since;

    public Task<AdmissionOutcome> Outcome => _outcome.Task;

    /// <summary>Its place in the queue.</summary>
    public LinkedListNode<WaitingRequest>? Node { get; set; }

    public void End(AdmissionOutcome outcome) => _outcome.SetResult(outcome);
}
