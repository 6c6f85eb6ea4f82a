namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>The waiting requests of one client and priority, the oldest first.</summary>
internal sealed class ClientQueue(string client)
{
    public string Client => client;

    public LinkedList<WaitingRequest> Requests { get; } = [];
}
