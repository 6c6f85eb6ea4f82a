using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>Reads the JSON body of a request to an endpoint of our own, up to a limit.</summary>
internal static class OwnBody
{
    /// <returns>Null: it was refused, and that is answered.</returns>
    public static async Task<T?> ReadAsync<T>(HttpContext http, int most, JsonTypeInfo<T> type, ProblemWriter problems)
        where T : class
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (body.Length + read > most)
            {
                await problems.WriteAsync(http, ProblemCodes.RequestTooLarge, $"The body is longer than {most} bytes.");
                return null;
            }

            body.Write(buffer, 0, read);
        }

        try
        {
            if (JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), type) is { } value)
            {
                return value;
            }

            await problems.WriteAsync(http, ProblemCodes.RequestMalformed, "The body is null.");
        }
        catch (JsonException error)
        {
            await problems.WriteAsync(http, ProblemCodes.RequestMalformed, $"The body cannot be read: {error.Message}");
        }

        return null;
    }
}
