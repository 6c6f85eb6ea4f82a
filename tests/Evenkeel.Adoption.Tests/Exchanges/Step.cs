namespace Evenkeel.Adoption.Tests.Exchanges;

/// <summary>One call of a script. What differs with each run, such as a token, stands in it as <c>{name}</c>.</summary>
public sealed record Step(string Name, Call Call)
{
    /// <summary>What later steps call by a name.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>It changes something, or is to.</summary>
    public bool IsCommand { get; init; }

    /// <summary>A command whose answer stays with its id: it has written, or begun to. What is refused before that leaves nothing.</summary>
    public bool IsKept { get; init; }
}

/// <summary>A part of an answer that differs with each run.</summary>
public sealed record Secret(string Name, Func<Answer, string> In);
