using System.Text.RegularExpressions;
using Evenkeel.TestBed;

namespace Evenkeel.Adoption.Tests.Exchanges;

/// <summary>
/// The exchanges of a script as they were when the application did not know Evenkeel. <c>EVENKEEL_RECORD=1</c> records them anew, which only a change of the application
/// itself justifies.
/// </summary>
internal static partial class Recording
{
    public static void AssertSame(string file, List<Exchange> exchanges)
    {
        var path = PathOf(file);
        if (Environment.GetEnvironmentVariable("EVENKEEL_RECORD") == "1")
        {
            File.WriteAllText(path, string.Concat(exchanges.Select(each => each.ToString())));
        }

        var recorded = Read(file);
        Assert.Equal(recorded.Count, exchanges.Count);
        Assert.All(exchanges.Zip(recorded), pair => Assert.Equal(pair.Second, pair.First.ToString()));
    }

    /// <summary>An answer that was held back until the commit has a length in place of chunks. All else is the same.</summary>
    public static void AssertSameButForFraming(string file, List<Exchange> exchanges)
    {
        var recorded = Read(file);
        Assert.Equal(recorded.Count, exchanges.Count);
        Assert.All(exchanges.Zip(recorded), pair => Assert.Equal(Framing().Replace(pair.Second, ""), Framing().Replace(pair.First.ToString(), "")));
    }

    private static List<string> Read(string file) => [.. BeginOfExchange().Split(File.ReadAllText(PathOf(file))).Where(text => text.Length > 0)];

    private static string PathOf(string file) => Path.Combine(Repository.Root, "tests", "Evenkeel.Adoption.Tests", "Recorded", file);

    [GeneratedRegex("^(?=### )", RegexOptions.Multiline)]
    private static partial Regex BeginOfExchange();

    [GeneratedRegex("^(Transfer-Encoding: chunked|Content-Length: [0-9]+)\n", RegexOptions.Multiline)]
    private static partial Regex Framing();
}
