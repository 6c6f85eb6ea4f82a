namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>
/// Brings a message to somewhere outside the database: a mail server, another system. It is made for each attempt, in a scope of its own, so it may use
/// any service of the application. Registered by <c>AddDelivery</c>.
/// </summary>
/// <typeparam name="TMessage">What is brought. It is stored as JSON.</typeparam>
public interface IDelivery<in TMessage>
{
    /// <summary>
    /// Delivers a message that was committed. It is called at least once, and again after any exception, a crash or a timeout: hand
    /// <see cref="DeliveryAttempt.Id"/> on to a receiver that can tell repeats.
    /// </summary>
    /// <param name="message">What was given to <c>OnCommitted</c>, as it was at that moment.</param>
    /// <param name="attempt">Which delivery this is, and which try.</param>
    /// <param name="cancel">The attempt has taken too long, or the host stops and is out of patience.</param>
    Task DeliverAsync(TMessage message, DeliveryAttempt attempt, CancellationToken cancel);
}
