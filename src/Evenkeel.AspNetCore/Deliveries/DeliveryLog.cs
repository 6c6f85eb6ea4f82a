using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>Events 1401 to 1499.</summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "Attempt {Attempt} of delivery {DeliveryId}, '{Name}', failed; the next one is in {Delay}.")]
    public static partial void DeliveryFailed(this ILogger logger, Exception error, int attempt, Guid deliveryId, string name, TimeSpan delay);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Error, Message = "Delivery {DeliveryId}, '{Name}', failed {Attempts} times and is parked: it is tried again only when somebody asks for it.")]
    public static partial void DeliveryParked(this ILogger logger, Exception? error, Guid deliveryId, string name, int attempts);

    [LoggerMessage(EventId = 1403, Level = LogLevel.Warning, Message = "What became of delivery {DeliveryId}, '{Name}', could not be stored; it is made again when its lease ends.")]
    public static partial void EndNotStored(this ILogger logger, Exception error, Guid deliveryId, string name);

    [LoggerMessage(EventId = 1404, Level = LogLevel.Warning, Message = "Deliveries could not be looked up; it is tried again at the next turn.")]
    public static partial void LookUpFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 1405, Level = LogLevel.Warning, Message = "Deliveries named '{Name}' wait for a build that knows them: this one has no AddDelivery of that name.")]
    public static partial void NameUnknown(this ILogger logger, string name);
}
