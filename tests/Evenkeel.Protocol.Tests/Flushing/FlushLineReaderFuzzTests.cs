using System.Text;
using Evenkeel.Protocol.Flushing;
using Evenkeel.Protocol.Problems;
using FsCheck;
using FsCheck.Fluent;

namespace Evenkeel.Protocol.Tests.Flushing;

public sealed class FlushLineReaderFuzzTests
{
    private static readonly FlushLimits Limits = new() { MaxLineBytes = 400, MaxDepth = 8 };

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud800", "\\u0000", "\"id\"", "\"void\"", "\"method\"", "\"path\"", "\"lane\"", "\"contract\"", "\"body\"", "\"text\"", "\"type\"",
        "\"POST\"", "\"/a\"", "\"/a#\"", "null", "true", "1e999", "-", "0", " ", "\t", "\r", "é", "🙂", "\"01a0c450-6c00-7abc-8def-0123456789ab\"",
    ];

    private const string Whole = """{"id":"01a0c450-6c00-7abc-8def-0123456789ab","method":"POST","path":"/a","lane":"l","body":{"x":[1,"é"]}}""";

    [Fact]
    public void Random_bytes_never_throw() => Check.One(Seeded, Prop.ForAll<byte[]>(bytes => IsSound(bytes)));

    [Fact]
    public void Random_pieces_of_json_never_throw()
    {
        var lines = Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary();
        Check.One(Seeded, Prop.ForAll(lines, text => IsSound(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void A_line_with_one_byte_changed_never_throws()
    {
        var bytes = Encoding.UTF8.GetBytes(Whole);
        var changes = from at in Gen.Choose(0, bytes.Length - 1) from value in Gen.Choose(0, 255) select (at, (byte)value);
        Check.One(Seeded, Prop.ForAll(changes.ToArbitrary(), change =>
        {
            var copy = bytes.ToArray();
            copy[change.at] = change.Item2;
            return IsSound(copy);
        }));
    }

    [Fact]
    public void A_line_cut_anywhere_is_malformed_and_never_throws()
    {
        var bytes = Encoding.UTF8.GetBytes(Whole);
        Assert.Null(FlushLineReader.Read(bytes, 1, Limits).Problem);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(ProblemCodes.OperationMalformed, FlushLineReader.Read(bytes.AsMemory(0, length), 1, Limits).Problem);
        }
    }

    private static Config Seeded => Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(20261122, 7);

    // Either the line can be used, or it has a problem that says why; nothing in between.
    private static bool IsSound(byte[] bytes)
    {
        var line = FlushLineReader.Read(bytes, 1, Limits);
        return line.Problem is null
            ? line.Void is not null || (line.Id is not null && line.Path.StartsWith('/') && line.Method.Length > 0)
            : line.Detail is { Length: > 0 };
    }
}
