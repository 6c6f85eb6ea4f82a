using Evenkeel.Architecture.Tests.Fixtures.Ring.Left;

namespace Evenkeel.Architecture.Tests.Fixtures.Ring.Right;

/// <summary>Names the other namespace in a type argument of a local variable, after a jump table.</summary>
internal static class Answerer
{
    public static object Answer(object question)
    {
        var kind = question.GetHashCode() switch { 0 => "a", 1 => "b", 2 => "c", 3 => "d", 4 => "e", 5 => "f", 6 => "g", _ => "?" };
        if (kind == "a")
        {
            return kind;
        }

        var asked = new List<Caller.Question?> { question as Caller.Question };
        return asked.Count;
    }
}
