using Microsoft.AspNetCore.Http.Features;

namespace Evenkeel.TestServer.Control;

/// <summary>An answer's body on its way to the server's socket: of the piece at which the stop sign stands, one half is sent and the other never.</summary>
internal sealed class AnswerMoments(Stream body, StopSign sign) : Stream
{
    private const string Answering = "answering";

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Only where it is asked for: another stream under the answer is nothing that other tests should meet.</summary>
    public static void Use(IApplicationBuilder app, StopSign sign)
    {
        if (sign.IsFor(Answering))
        {
            app.Use((http, next) =>
            {
                if (HttpMethods.IsPost(http.Request.Method))
                {
                    http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new AnswerMoments(http.Response.Body, sign)));
                }

                return next(http);
            });
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var stops = !buffer.IsEmpty && sign.IsHere(Answering);
        await body.WriteAsync(stops ? buffer[..(buffer.Length / 2)] : buffer, cancellationToken);
        if (stops)
        {
            await body.FlushAsync(cancellationToken);
            sign.Tell();
            await StopSign.ForEver;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => body.FlushAsync(cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
