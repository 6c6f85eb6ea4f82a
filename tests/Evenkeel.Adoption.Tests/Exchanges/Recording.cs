using Evenkeel.TestBed;

namespace Evenkeel.Adoption.Tests.Exchanges;

/// <summary>
/// The exchanges of a script as they were when the application did not know Evenkeel. <c>EVENKEEL_RECORD=1</c> records them anew, which only a change of the application
/// itself justifies.
/// </summary>
internal static class Recording
{
    public static void AssertSame(string file, List<Exchange> exchanges)
    {
        var path = Path.Combine(Repository.Root, "tests", "Evenkeel.Adoption.Tests", "Recorded", file);
        if (Environment.GetEnvironmentVariable("EVENKEEL_RECORD") == "1")
        {
            File.WriteAllText(path, string.Concat(exchanges.Select(each => each.Text)));
        }

        var rest = File.ReadAllText(path);
        foreach (var exchange in exchanges)
        {
            var recorded = rest[..EndOfFirst(rest)];
            Assert.Equal(recorded, exchange.Text);
            rest = rest[recorded.Length..];
        }

        Assert.Equal("", rest);
    }

    private static int EndOfFirst(string text)
    {
        var next = text.IndexOf("\n### ", StringComparison.Ordinal);
        return next < 0 ? text.Length : next + 1;
    }
}
