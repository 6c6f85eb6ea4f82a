namespace Evenkeel.Benchmarks.Skew;

/// <summary>One contender's turn, and the server's processor time in it.</summary>
internal sealed record HeaderTurn(Load Load, TimeSpan Cpu);
