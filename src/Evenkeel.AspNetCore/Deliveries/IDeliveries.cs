namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>
/// Deliveries that failed too often, for a page or a job of the application's. Each call has a commit of its own: not for a command
/// that has already written. Thread-safe.
/// </summary>
public interface IDeliveries
{
    /// <summary>What is parked, the longest parked first.</summary>
    /// <param name="atMost">How many; 1 or more.</param>
    /// <param name="cancel">Ends the wait for the database.</param>
    Task<IReadOnlyList<ParkedDelivery>> ListParkedAsync(int atMost = 100, CancellationToken cancel = default);

    /// <summary>Has a parked delivery tried again, now and as often as a new one.</summary>
    /// <returns>False: it is not parked, or not any more.</returns>
    Task<bool> RetryAsync(Guid id, CancellationToken cancel = default);

    /// <summary>Removes a parked delivery for ever.</summary>
    /// <returns>False: it is not parked, or not any more.</returns>
    Task<bool> DiscardAsync(Guid id, CancellationToken cancel = default);
}
