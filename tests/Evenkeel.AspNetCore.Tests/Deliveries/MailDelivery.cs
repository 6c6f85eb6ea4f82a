using Evenkeel.AspNetCore.Deliveries;
using Evenkeel.AspNetCore.Tests.Hosting;

namespace Evenkeel.AspNetCore.Tests.Deliveries;

/// <summary>Delivers to the sink. That it can have a context shows that it has a scope.</summary>
public sealed class MailDelivery(MailSink sink, NotesDb db) : IDelivery<Mail>
{
    public Task DeliverAsync(Mail message, DeliveryAttempt attempt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        return sink.SendAsync(message, attempt, cancel);
    }
}
