using System.Text;
using Evenkeel.Testing.Faults;

namespace Evenkeel.Testing.Tests.Faults;

/// <summary>Where a message ends does not depend on how its bytes arrive.</summary>
public sealed class MessageFramingTests
{
    private const string Next = "HTTP/1.1 200 next";

    [Theory]
    [InlineData(true, "GET / HTTP/1.1", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData(true, "GET / HTTP/1.1", "HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n")]
    [InlineData(true, "GET / HTTP/1.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5;name=value\r\nhello\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n")]
    [InlineData(true, "HEAD / HTTP/1.1", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")]
    [InlineData(true, "GET / HTTP/1.1", "HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData(true, "GET / HTTP/1.1", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")]
    [InlineData(true, "GET / HTTP/1.1", "HTTP/1.1 200\r\nContent-Length: 2\n\nok")]
    [InlineData(false, "", "GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData(false, "", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData(false, "", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")]
    public void A_message_ends_where_it_says(bool isAnswer, string request, string message)
    {
        var bytes = Encoding.ASCII.GetBytes(message + Next);
        for (var piece = 1; piece <= bytes.Length; piece++)
        {
            var framing = new MessageFraming(isAnswer);
            Assert.Equal(message.Length, Feed(framing, bytes, piece, request));
            Assert.True(framing.IsComplete);

            framing.Reset();
            Assert.False(framing.IsComplete);
        }
    }

    [Theory]
    [InlineData(true, "HTTP/1.1 200 OK\r\n\r\nuntil the connection ends")]
    [InlineData(true, "HTTP/1.1 101 Switching Protocols\r\n\r\nframes")]
    [InlineData(true, "not HTTP\r\n\r\n")]
    [InlineData(false, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    public void What_has_no_end_that_can_be_known_goes_on_for_ever(bool isAnswer, string message)
    {
        var bytes = Encoding.ASCII.GetBytes(message + Next);
        for (var piece = 1; piece <= bytes.Length; piece++)
        {
            var framing = new MessageFraming(isAnswer);
            Assert.Equal(bytes.Length, Feed(framing, bytes, piece, "GET / HTTP/1.1"));
            Assert.Equal(message.Contains(" 101 ", StringComparison.Ordinal), framing.IsUpgrade);
        }
    }

    [Fact]
    public void A_hundred_comes_before_the_answer()
    {
        const string Interim = "HTTP/1.1 100 Continue\r\n\r\n";
        const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        var framing = new MessageFraming(isAnswer: true);
        Assert.Equal(Interim.Length, framing.Take(Encoding.ASCII.GetBytes(Interim + Answer)));
        Assert.True(framing is { IsInterim: true, IsComplete: false });
        Assert.Equal(Answer.Length, framing.Take(Encoding.ASCII.GetBytes(Answer)));
        Assert.True(framing is { IsInterim: false, IsComplete: true });
    }

    [Fact]
    public void A_line_without_an_end_is_not_kept_for_ever()
    {
        var framing = new MessageFraming(isAnswer: true);
        var endless = new byte[100_000];
        for (var time = 0; time < 5; time++)
        {
            Assert.Equal(endless.Length, framing.Take(endless));
        }

        Assert.False(framing.IsComplete);
    }

    private static int Feed(MessageFraming framing, byte[] bytes, int piece, string request)
    {
        var taken = 0;
        while (taken < bytes.Length && !framing.IsComplete)
        {
            taken += framing.Take(bytes.AsSpan(taken, Math.Min(piece, bytes.Length - taken)), request);
        }

        return taken;
    }
}
