namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>What to do about a message that nobody delivers.</summary>
internal static class DeliveryMissing
{
    public static string Text(Type message) =>
        $"Nobody delivers {message.Name}. Register one: builder.AddEvenkeel().AddDelivery<{message.Name}, ...>(\"a-stable-name\").";
}
