namespace Crm.Hosting;

public static class QuietLogs
{
    /// <summary>One SQL text for each request, and a reminder about keys at rest, would hide what a reader of the sample looks for.</summary>
    public static void AddQuietLogs(this ILoggingBuilder logging) => logging
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
}
