namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>A key of Data Protection, or a revocation, as the framework writes it.</summary>
internal sealed class ProtectionKeyRow
{
    /// <summary>What it is for. Of several instances that make a key for the same thing, one does.</summary>
    public required string Slot { get; init; }

    public required string Name { get; init; }

    /// <summary>XML.</summary>
    public required string Content { get; init; }

    public required long Created { get; init; }
}
