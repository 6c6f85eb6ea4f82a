using System.Buffers;
using Evenkeel.Protocol.Operations;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Takes the fingerprint of a request's raw bytes and rewinds its body for the handler, spooling a large one to disk.</summary>
internal static class RequestFingerprint
{
    public static string TargetOf(HttpRequest request) =>
        request.HttpContext.Features.Get<OriginalTarget>()?.Target ?? request.Path.ToUriComponent() + request.QueryString.ToUriComponent();

    public static async Task<byte[]> TakeAsync(HttpRequest request, CancellationToken cancel)
    {
        using var hash = Fingerprint.Begin(request.Method, TargetOf(request));
        request.EnableBuffering();
        // A check of forged forms has read it by now.
        request.Body.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
            {
                hash.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
