using Evenkeel.AspNetCore.Forgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Evenkeel.AspNetCore.Tests.Forgery;

/// <summary>What counts as a page of the same origin.</summary>
[Trait("Show", "5.9")]
public sealed class RequestOriginTests
{
    [Theory]
    [InlineData("https://app.example", "app.example")]
    [InlineData("http://app.example", "app.example")]
    [InlineData("https://app.example", "app.example:443")]
    [InlineData("https://app.example:443", "app.example")]
    [InlineData("http://app.example", "app.example:80")]
    [InlineData("https://app.example:8443", "app.example:8443")]
    [InlineData("https://App.Example", "aPP.example")]
    [InlineData("http://127.0.0.1:5080", "127.0.0.1:5080")]
    [InlineData("http://[::1]:5080", "[::1]:5080")]
    [InlineData("https://[2001:db8::1]", "[2001:DB8::1]")]
    [InlineData("https://xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("https://xn--bcher-kva.example:8443", "XN--bcher-kva.example:8443")]
    [InlineData("http://my_host:5080", "my_host:5080")]
    public void Its_own_page(string origin, string host) => Assert.False(IsForeign(host, origin));

    [Theory]
    [InlineData("https://app.example", "app.example:80")]
    [InlineData("http://app.example", "app.example:443")]
    [InlineData("https://app.example:8443", "app.example")]
    [InlineData("https://app.example", "app.example:8443")]
    [InlineData("https://evil.app.example", "app.example")]
    [InlineData("https://app.example.evil.example", "app.example")]
    [InlineData("https://app.example@evil.example", "app.example")]
    [InlineData("https://evil.example@app.example", "app.example")]
    [InlineData("https://app.example/evil", "app.example")]
    [InlineData("https://app.example?evil", "app.example")]
    [InlineData("https://app.example#evil", "app.example")]
    [InlineData("https://app.example.", "app.example")]
    [InlineData("https://bucher.example", "xn--bcher-kva.example")]
    [InlineData("http://[::1]:5080", "[::2]:5080")]
    [InlineData("http://127.0.0.1:5080", "localhost:5080")]
    [InlineData("ftp://app.example", "app.example")]
    [InlineData("file://", "")]
    [InlineData("chrome-extension://app.example", "app.example")]
    [InlineData("app.example", "app.example")]
    [InlineData("//app.example", "app.example")]
    [InlineData("https://app.example", "")]
    [InlineData("https://", "app.example")]
    [InlineData("https://app.example:99999", "app.example:99999")]
    [InlineData("https://app.example, https://app.example", "app.example")]
    [InlineData("https://xn--a.example", "app.example")]
    [InlineData("null", "null")]
    [InlineData("", "app.example")]
    [InlineData(" ", "")]
    public void A_page_of_somebody_else(string origin, string host) => Assert.True(IsForeign(host, origin));

    [Theory]
    [InlineData(false, "same-origin")]
    [InlineData(false, "none")]
    [InlineData(true, "same-site")]
    [InlineData(true, "cross-site")]
    [InlineData(true, "SAME-ORIGIN")]
    [InlineData(true, "same-origin;x")]
    [InlineData(true, "")]
    [InlineData(true, "same-origin", "same-origin")]
    [InlineData(true, "none", "cross-site")]
    public void The_browsers_own_word_stands_above_the_origin(bool isForeign, params string[] site)
    {
        Assert.Equal(isForeign, IsForeign("app.example", "https://app.example", site));
        Assert.Equal(isForeign, IsForeign("app.example", "https://evil.example", site));
        Assert.Equal(isForeign, IsForeign("app.example", default, site));
    }

    [Fact]
    public void Two_origins_are_nobodys_and_none_is_no_browsers()
    {
        Assert.True(IsForeign("app.example", new StringValues(["https://app.example", "https://app.example"])));
        Assert.False(IsForeign("app.example", default));
    }

    [Fact]
    public void No_bytes_throw_and_none_of_them_are_its_own()
    {
        var random = new Random(20261123);
        const string letters = "htps:/.[]@#?%\\-x1é\t \0app.example";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string(random.GetItems<char>(letters, random.Next(1, 40)));
            Assert.True(IsForeign("other.test", text), text);
            IsForeign(text, "https://app.example");
        }
    }

    private static bool IsForeign(string host, StringValues origin, params string[] site)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = "POST";
        request.Headers.Host = host;
        request.Headers.Origin = origin;
        request.Headers["Sec-Fetch-Site"] = site;
        return RequestOrigin.IsForeign(request);
    }
}
