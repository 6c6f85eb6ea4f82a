using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>The place that a request has taken. Given back once, whoever does it first.</summary>
internal sealed class AdmissionTicket(AdmissionGate gate, TimeProvider clock)
{
    private readonly long _began = clock.GetTimestamp();
    private AdmissionGate? _gate = gate;

    /// <summary>The request goes on without a place: it lasts long by its nature, or has a limit of its own.</summary>
    public static void Release(HttpContext http) => http.Features.Get<AdmissionTicket>()?.Release(null);

    /// <param name="endpoint">What was asked for, if it was answered well: an error is often quicker, and says nothing of the load.</param>
    public void Release(object? endpoint) => Interlocked.Exchange(ref _gate, null)?.Leave(endpoint, clock.GetElapsedTime(_began));
}
