using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>A kind of delivery: its stored name, its message and who delivers it.</summary>
internal abstract class DeliveryKind(string name, Type message, Type delivery)
{
    public string Name { get; } = name;

    public Type Message { get; } = message;

    public Type Delivery { get; } = delivery;

    public abstract Task DeliverAsync(IServiceProvider services, string payload, DeliveryAttempt attempt, CancellationToken cancel);

    public bool Equals(DeliveryKind other) => (Name, Message, Delivery) == (other.Name, other.Message, other.Delivery);
}

/// <inheritdoc/>
internal sealed class DeliveryKind<TMessage, TDelivery>(string name) : DeliveryKind(name, typeof(TMessage), typeof(TDelivery))
    where TMessage : notnull
    where TDelivery : class, IDelivery<TMessage>
{
    public override Task DeliverAsync(IServiceProvider services, string payload, DeliveryAttempt attempt, CancellationToken cancel)
    {
        var message = JsonSerializer.Deserialize<TMessage>(payload, JsonSerializerOptions.Web) ?? throw new JsonException("The stored message is null.");
        return services.GetRequiredService<TDelivery>().DeliverAsync(message, attempt, cancel);
    }
}
