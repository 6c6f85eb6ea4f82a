using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>Events 1501 to 1599.</summary>
internal static partial class DeploymentLog
{
    [LoggerMessage(EventId = 1501, Level = LogLevel.Information, Message = "Build {Build} is current, with epoch {Epoch}. This is build {Own}.")]
    public static partial void Current(this ILogger logger, string build, long epoch, string own);

    [LoggerMessage(EventId = 1502, Level = LogLevel.Warning, Message = "The registry of builds could not be reached; it is tried again at the next heartbeat.")]
    public static partial void RegistryFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 1503, Level = LogLevel.Warning, Message = "No instance of a later deployment is left: build {Build} becomes current again.")]
    public static partial void Returned(this ILogger logger, string build);

    [LoggerMessage(EventId = 1504, Level = LogLevel.Information, Message = "A page recovered: {Kind}, from {From} to {To}.")]
    public static partial void Recovered(this ILogger logger, string kind, string from, string to);
}
