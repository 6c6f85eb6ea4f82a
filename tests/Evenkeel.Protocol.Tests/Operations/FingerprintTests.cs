using System.Text;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Tests.Vectors;

namespace Evenkeel.Protocol.Tests.Operations;

public sealed class FingerprintTests
{
    [Fact]
    public void Fingerprints_are_those_of_the_vectors() => VectorFile.CheckAll(VectorFile.Cases("fingerprints"), each =>
    {
        var body = each.Text("bodyBase64") is { } base64 ? Convert.FromBase64String(base64) : Encoding.UTF8.GetBytes(each.GetProperty("body").GetString()!);
        var fingerprint = Fingerprint.Of(each.GetProperty("method").GetString()!, each.GetProperty("target").GetString()!, body);
        Assert.Equal(each.GetProperty("sha256").GetString(), Convert.ToHexStringLower(fingerprint));
        Assert.Equal(Fingerprint.Length, fingerprint.Length);
    });

    [Fact]
    public void A_body_taken_in_parts_has_the_same_fingerprint()
    {
        using var hash = Fingerprint.Begin("POST", "/api/notes");
        hash.AppendData("{\"a\""u8);
        hash.AppendData(":1}"u8);
        Assert.Equal(Fingerprint.Of("POST", "/api/notes", "{\"a\":1}"u8), hash.GetHashAndReset());
    }
}
