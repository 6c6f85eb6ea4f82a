namespace Helpdesk.Notifications;

public sealed class NotificationOptions
{
    /// <summary>How many messages one customer gets at most.</summary>
    public int PerCustomer { get; set; } = 3;
}
