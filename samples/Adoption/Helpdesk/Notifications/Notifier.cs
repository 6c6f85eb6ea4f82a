using Helpdesk.Data;
using Helpdesk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Helpdesk.Notifications;

public sealed class Notifier(HelpdeskDb db, IOptions<NotificationOptions> options)
{
    /// <returns>False when the customer has had as many messages as they may get.</returns>
    public async Task<bool> TryNotifyAsync(Ticket ticket, string text, CancellationToken cancellationToken)
    {
        if (await db.Notifications.CountAsync(each => each.Customer == ticket.Customer, cancellationToken) >= options.Value.PerCustomer)
            return false;

        db.Notifications.Add(new Notification { TicketId = ticket.Id, Customer = ticket.Customer, Text = text });
        return true;
    }
}
