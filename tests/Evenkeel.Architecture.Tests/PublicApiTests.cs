using Evenkeel.Architecture.Tests.Api;
using Evenkeel.Architecture.Tests.Sources;

namespace Evenkeel.Architecture.Tests;

/// <summary>The public face of each library is a file that a reviewer reads: src/NAME/PublicApi.txt.</summary>
public sealed class PublicApiTests
{
    private const string Accept = "EVENKEEL_ACCEPT_API";

    public static TheoryData<Library> Libraries => Library.Cases;

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_api_is_the_one_that_was_reviewed(Library library)
    {
        var file = Path.Combine(library.Folder, "PublicApi.txt");
        var actual = ApiText.Of(library.Load());
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(file, string.Concat(actual.Select(line => line + "\n")));
        }

        var reviewed = File.Exists(file) ? File.ReadAllLines(file) : [];
        var difference = reviewed.Except(actual).Select(line => "- " + line).Concat(actual.Except(reviewed).Select(line => "+ " + line)).ToArray();
        Assert.True(
            difference.Length == 0 && reviewed.SequenceEqual(actual),
            $"The public API of {library.Name} is not the one in src/{library.Name}/PublicApi.txt. If that is meant, accept it\n"
            + $"and review the change of the file: {Accept}=1 ./test unit --filter {nameof(PublicApiTests)}\n{string.Join('\n', difference)}");
    }
}
