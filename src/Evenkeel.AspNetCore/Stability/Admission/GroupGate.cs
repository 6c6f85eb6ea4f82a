using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>The limit that the endpoints of a group share.</summary>
internal sealed class GroupGate(int limit, int queue, TimeSpan queueFor)
{
    public static readonly TimeSpan RetryAfter = new AdmissionOptions().RetryAfter;

    private readonly Lock _lock = new();
    private AdmissionGate? _gate;

    public AdmissionGate Make(IServiceProvider services)
    {
        lock (_lock)
        {
            return _gate ??= new AdmissionGate(new FixedLimit(limit), new AdmissionOptions { QueueLength = queue, QueueFor = queueFor, QueueForUnderOverload = queueFor }, services.GetRequiredService<TimeProvider>());
        }
    }
}
