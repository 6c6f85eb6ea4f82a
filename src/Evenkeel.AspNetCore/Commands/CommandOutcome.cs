namespace Evenkeel.AspNetCore.Commands;

/// <summary>What a command came to.</summary>
/// <param name="Value">The handler's result, now or when it took effect.</param>
/// <param name="Replayed">It took effect before; nothing was applied now.</param>
public sealed record CommandOutcome<T>(T Value, bool Replayed);
