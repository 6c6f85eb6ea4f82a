using Evenkeel.Architecture.Tests.Fixtures.Line.Lower;

namespace Evenkeel.Architecture.Tests.Fixtures.Line.Upper;

internal static class Reader
{
    public static string Read() => new Source().Text;
}
