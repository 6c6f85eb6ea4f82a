using Evenkeel.Protocol;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>
/// Whether pages reach this process: an instance that stands by, kept to be switched back to, gets no requests but those that ask for its health. Thread-safe.
/// </summary>
internal sealed class ServedPages
{
    // One that has just started is about to.
    private bool _any = true;

    public void Note(HttpRequest request)
    {
        if (!Volatile.Read(ref _any) && (request.Headers.ContainsKey(KeelHeaders.Deployment) || request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)))
        {
            Volatile.Write(ref _any, true);
        }
    }

    /// <summary>Whether there were any since this was asked before.</summary>
    public bool Take() => Interlocked.Exchange(ref _any, false);
}
