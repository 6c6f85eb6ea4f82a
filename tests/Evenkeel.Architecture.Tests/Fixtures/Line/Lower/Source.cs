namespace Evenkeel.Architecture.Tests.Fixtures.Line.Lower;

internal sealed class Source
{
    public string Text { get; } = "text";
}
