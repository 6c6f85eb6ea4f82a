using System.Security.Claims;
using Evenkeel.AspNetCore.Sessions;
using Evenkeel.AspNetCore.Sessions.Cookies;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Authentication;

namespace Evenkeel.AspNetCore.Tests.Sessions;

/// <summary>What is remembered of a cookie that was read a moment ago, and for how long.</summary>
public sealed class KnownCookieTests : ISessionKeys
{
    private readonly ManualClock _clock = new();
    private readonly Cipher _cipher = new();

    public bool IsReady => true;

    public bool IsLoaded => true;

    [Fact]
    public void It_is_decrypted_once_for_as_long_as_its_session_is_trusted()
    {
        var format = Format(new());
        Assert.Equal("one one two one", string.Join(' ', new[] { "+one", "+one", "+two", "+one" }.Select(each => Read(format, each))));
        Assert.Equal(2, _cipher.Count);
        _clock.Advance(TimeSpan.FromMilliseconds(900));
        _cipher.Revoked = true;
        Assert.Null(format.Unprotect("+one"));
        Assert.Equal(3, _cipher.Count);
    }

    [Fact]
    public void What_was_changed_cut_or_lengthened_is_another_one_and_what_cannot_be_read_is_never_remembered()
    {
        var format = Format(new());
        Read(format, "+one");
        Assert.All(["+One", "-one", "one", "+on ", ""], each => Assert.Null(format.Unprotect(each) is { } ticket && ticket.Principal.HasClaim(SessionFormat.KeyClaim, "one") ? each : null));
        var before = _cipher.Count;
        Assert.Null(format.Unprotect("-one"));
        Assert.Null(format.Unprotect("-one"));
        Assert.Equal(before + 2, _cipher.Count);
    }

    [Fact]
    public void Another_purpose_and_another_scheme_read_it_themselves()
    {
        var format = Format(new());
        Read(format, "+one");
        Assert.Null(format.Unprotect("+one", "another"));
        Read(Format(new()), "+one");
        Assert.Equal(3, _cipher.Count);
    }

    [Fact]
    public void Nobody_is_given_the_object_that_another_request_has()
    {
        var format = Format(new());
        var (first, second) = (format.Unprotect("+one"), format.Unprotect("+one"));
        ((ClaimsIdentity)second!.Principal.Identity!).AddClaim(new("right", "write"));
        second.Properties.Items["a"] = "b";
        var third = format.Unprotect("+one")!;
        Assert.All([first!, third], each => Assert.Equal((false, false), (each.Principal.HasClaim("right", "write"), each.Properties.Items.ContainsKey("a"))));
    }

    [Fact]
    public void No_more_are_kept_than_the_options_say_and_room_is_made_of_those_that_are_over()
    {
        var format = Format(new() { MaxKept = 2 });
        foreach (var each in new[] { "+1", "+2", "+3", "+3", "+2" })
        {
            Read(format, each);
        }

        Assert.Equal(4, _cipher.Count);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Read(format, "+3");
        Read(format, "+3");
        Assert.Equal(5, _cipher.Count);

        var none = Format(new() { ValidFor = TimeSpan.Zero });
        Read(none, "+1");
        Read(none, "+1");
        Assert.Equal(7, _cipher.Count);
    }

    bool ISessionKeys.Knows(Guid key) => true;

    Task<bool> ISessionKeys.LookAgainAsync(CancellationToken cancel) => Task.FromResult(false);

    private SessionFormat Format(UserSessionOptions options) => new(_cipher, this, "Cookies", options, _clock);

    private static string? Read(SessionFormat format, string cookie) => format.Unprotect(cookie)?.Principal.FindFirstValue(SessionFormat.KeyClaim);

    /// <summary>Reads what begins with a plus, and counts.</summary>
    private sealed class Cipher : ISecureDataFormat<AuthenticationTicket>
    {
        public int Count { get; private set; }

        public bool Revoked { get; set; }

        public string Protect(AuthenticationTicket data) => throw new NotSupportedException();

        public string Protect(AuthenticationTicket data, string? purpose) => throw new NotSupportedException();

        public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, null);

        public AuthenticationTicket? Unprotect(string? protectedText, string? purpose)
        {
            Count++;
            return !Revoked && purpose is null && protectedText is ['+', .. var key] ? new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(SessionFormat.KeyClaim, key)], "Cookies")), "Cookies") : null;
        }
    }
}
