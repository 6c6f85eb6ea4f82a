namespace Evenkeel.Cli;

/// <summary>What a pipeline reads.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>The question was answered, and the answer is no.</summary>
    public const int No = 1;

    /// <summary>An argument, a file or an answer of a server cannot be read.</summary>
    public const int Unreadable = 2;
}
