namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>A limit that the application has set.</summary>
internal sealed class FixedLimit(int limit) : ConcurrencyLimit
{
    public override int Now => limit;
}
