using Evenkeel.Architecture.Tests.Fixtures.Ring.Right;

namespace Evenkeel.Architecture.Tests.Fixtures.Ring.Left;

/// <summary>Names the other namespace in the code of a lambda and nowhere else.</summary>
internal static class Caller
{
    public static Func<object> Call => () => Answerer.Answer(new Question());

    internal sealed record Question;
}
