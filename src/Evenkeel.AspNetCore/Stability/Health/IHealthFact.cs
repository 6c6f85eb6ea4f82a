namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>A part without which this instance cannot do its work, named by the feature that needs it. Asked by one at a time.</summary>
internal interface IHealthFact
{
    /// <summary>Begins with <c>evenkeel-</c>: health checks of the application have names of their own.</summary>
    string Name { get; }

    ValueTask<HealthFinding> CheckAsync(CancellationToken cancel);
}
