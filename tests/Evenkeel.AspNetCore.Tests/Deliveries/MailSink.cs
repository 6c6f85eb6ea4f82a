using System.Collections.Concurrent;
using Evenkeel.AspNetCore.Deliveries;

namespace Evenkeel.AspNetCore.Tests.Deliveries;

/// <summary>The world outside the database: it remembers what came, and can fail.</summary>
public sealed class MailSink
{
    public ConcurrentQueue<(string To, DeliveryAttempt Attempt)> Tried { get; } = new();

    public ConcurrentQueue<(string To, DeliveryAttempt Attempt)> Sent { get; } = new();

    /// <summary>What happens at an attempt before it succeeds.</summary>
    public Func<DeliveryAttempt, CancellationToken, Task> Before { get; set; } = static (_, _) => Task.CompletedTask;

    public string[] Addresses => [.. Sent.Select(mail => mail.To).Order(StringComparer.Ordinal)];

    public async Task SendAsync(Mail mail, DeliveryAttempt attempt, CancellationToken cancel)
    {
        Tried.Enqueue((mail.To, attempt));
        await Before(attempt, cancel);
        Sent.Enqueue((mail.To, attempt));
    }
}
