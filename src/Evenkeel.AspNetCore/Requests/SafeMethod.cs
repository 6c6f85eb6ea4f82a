namespace Evenkeel.AspNetCore.Requests;

/// <summary>Methods that change nothing by their definition: a request of theirs is never a command.</summary>
internal static class SafeMethod
{
    public static bool Is(string method) => method.ToUpperInvariant() is "GET" or "HEAD" or "OPTIONS" or "TRACE";
}
