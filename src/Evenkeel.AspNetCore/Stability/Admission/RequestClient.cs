using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>Who sends a request, told before authentication: whoever has a credential is told apart by it, without looking whether it is good.</summary>
internal static class RequestClient
{
    // The framework's default name of an authentication cookie begins so.
    private const string SignIn = ".AspNetCore.";
    private const string Antiforgery = ".AspNetCore.Antiforgery";

    public static string Of(HttpContext http)
    {
        if (http.Request.Headers[HeaderNames.Authorization] is [{ Length: > 0 } credential, ..])
        {
            return Name(credential);
        }

        foreach (var (name, value) in http.Request.Cookies)
        {
            if (name.StartsWith(SignIn, StringComparison.Ordinal) && !name.StartsWith(Antiforgery, StringComparison.Ordinal))
            {
                return Name(value);
            }
        }

        return http.Connection.RemoteIpAddress?.ToString() ?? "";
    }

    // Not kept itself: it is a secret. Two clients whose hashes are the same share their turns, which hurts nobody.
    private static string Name(string secret) => secret.GetHashCode(StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture);
}
