namespace Evenkeel.AspNetCore.Sessions.Unknown;

/// <summary>Whether a session is valid cannot be told: what knows of it cannot be asked. Neither a sign-in nor a sign-out.</summary>
internal sealed class SessionUnknownException(string message, Exception? cause = null) : Exception(message, cause);
