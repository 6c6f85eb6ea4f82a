using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>The gate in front of the whole application.</summary>
internal sealed class ServerGate(IOptions<AdmissionOptions> options, TimeProvider clock) : IDisposable
{
    public AdmissionGate Gate { get; } = new(
        options.Value.Limit is { } limit ? new FixedLimit(limit) : new GradientLimit(options.Value, clock), options.Value, clock);

    public void Dispose() => Gate.Dispose();
}
