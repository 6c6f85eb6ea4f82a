namespace Evenkeel.Testing.Faults;

/// <summary>One request and its answer, and what is to be done to them. Both pumps of a connection look at it.</summary>
internal sealed class Exchange(string firstLine, Fault fault, TimeSpan requestLatency, TimeSpan answerLatency, int burstToCut)
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _bursts;

    /// <summary>The request's, as far as it was in the request's first bytes.</summary>
    public string FirstLine => firstLine;

    public Fault Fault => fault;

    public TimeSpan RequestLatency => requestLatency;

    public TimeSpan AnswerLatency => answerLatency;

    /// <summary>Whether no byte of the answer has come yet.</summary>
    public bool IsUnanswered => _bursts == 0;

    /// <summary>Completes with the answer's last byte.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Notes a burst of the answer. True: it is the one to cut. The last always is, so that no answer is too short for it.</summary>
    public bool AddBurst(bool isLast) => ++_bursts == burstToCut || isLast;

    public void End() => _answered.TrySetResult();
}
