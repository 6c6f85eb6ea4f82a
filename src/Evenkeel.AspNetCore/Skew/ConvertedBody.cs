using System.Text.Json;
using System.Text.Json.Nodes;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Upgrading;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Skew;

/// <summary>Puts today's input in place of an earlier one. What came has been taken down for the ledger by then.</summary>
internal sealed class ConvertedBody(ProblemWriter problems, ILogger<ConvertedBody> log)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64 };

    /// <returns>False: it could not, and that is answered.</returns>
    public async Task<bool> PutAsync(HttpContext http, ActionUpgrade upgrade)
    {
        JsonNode? converted;
        try
        {
            var earlier = http.Request.ContentType is null ? null : await JsonNode.ParseAsync(http.Request.Body, nodeOptions: null, Strict, http.RequestAborted);
            converted = upgrade.Convert(earlier);
        }
        catch (JsonException error)
        {
            await problems.WriteAsync(http, ProblemCodes.RequestMalformed, $"The body is no JSON: {error.Message}");
            return false;
        }
        catch (Exception error) when (error is not (OperationCanceledException or IOException or BadHttpRequestException))
        {
            log.UpgradeFailed(error, upgrade.Action, upgrade.From);
            converted = null;
        }

        if (converted is null)
        {
            await problems.WriteAsync(http, ProblemCodes.ContractMismatch, $"This input of '{upgrade.Action}' cannot be converted to '{upgrade.To}'. Nothing ran.");
            return false;
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(converted);
        (http.Request.Body, http.Request.ContentLength, http.Request.ContentType) = (new MemoryStream(bytes), bytes.Length, "application/json");
        return true;
    }
}
