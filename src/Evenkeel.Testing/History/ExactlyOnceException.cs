namespace Evenkeel.Testing.History;

/// <summary>A history in which something was lost, doubled, invented, reordered, or told in two ways.</summary>
public sealed class ExactlyOnceException(Verdict verdict) : Exception(verdict.ToString())
{
    /// <summary>What is wrong, with operation ids.</summary>
    public Verdict Verdict => verdict;
}
