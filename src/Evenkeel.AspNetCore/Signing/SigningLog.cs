using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Signing;

/// <summary>Events 1701 to 1799.</summary>
internal static partial class SigningLog
{
    [LoggerMessage(
        EventId = 1701, Level = LogLevel.Warning,
        Message = "This instance signs with a key of its own, since the application's model has no table for a shared one: cursors of pages end with the process, and other instances refuse them. Call modelBuilder.AddEvenkeel(schema: 4), and add a migration.")]
    public static partial void KeyIsNotShared(this ILogger logger);
}
