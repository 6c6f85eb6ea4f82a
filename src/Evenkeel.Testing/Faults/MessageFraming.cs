using System.Globalization;
using System.Text;

namespace Evenkeel.Testing.Faults;

/// <summary>
/// Follows the bytes of HTTP/1.1 messages in one direction and knows where each ends (RFC 9112, section 6). What has no end that it could know (an upgraded connection, an
/// answer that ends with its connection, another protocol) is one message that is never complete.
/// </summary>
internal sealed class MessageFraming(bool isAnswer)
{
    private const int LongestLine = 256 * 1024;

    private readonly StringBuilder _line = new();
    private Part _part;
    private long? _length;
    private bool _isChunked;
    private long _left;
    private string _status = "";

    private enum Part
    {
        FirstLine,
        Fields,
        Body,
        ChunkSize,
        ChunkBody,
        ChunkEnd,
        Trailer,
        Endless,
        Complete,
    }

    /// <summary>Whether the message's last byte was taken.</summary>
    public bool IsComplete => _part == Part.Complete;

    /// <summary>Whether what was just taken ends a "100 Continue" or its like, which comes before the answer.</summary>
    public bool IsInterim { get; private set; }

    /// <summary>Whether the connection speaks another protocol from here on, in both directions.</summary>
    public bool IsUpgrade => _status == "101";

    /// <summary>Makes ready for the next message.</summary>
    public void Reset()
    {
        _line.Clear();
        (_part, _status, _length, _isChunked, _left) = (Part.FirstLine, "", null, false, 0);
    }

    /// <summary>Takes the bytes that belong to the present message.</summary>
    /// <param name="bytes">What arrived.</param>
    /// <param name="request">Of an answer: the request line, since an answer to HEAD has no body.</param>
    /// <returns>How many those are; the rest is of the next message.</returns>
    public int Take(ReadOnlySpan<byte> bytes, string request = "")
    {
        var taken = 0;
        IsInterim = false;
        while (taken < bytes.Length && !IsComplete && !IsInterim)
        {
            taken += _part switch
            {
                Part.Endless => bytes.Length - taken,
                Part.Body or Part.ChunkBody => TakeBody(bytes.Length - taken),
                _ => TakeLine(bytes[taken..], request),
            };
        }

        return taken;
    }

    private int TakeBody(int available)
    {
        var count = (int)Math.Min(_left, available);
        _left -= count;
        if (_left == 0)
        {
            _part = _part == Part.Body ? Part.Complete : Part.ChunkEnd;
        }

        return count;
    }

    private int TakeLine(ReadOnlySpan<byte> bytes, string request)
    {
        var end = bytes.IndexOf((byte)'\n');
        var count = end < 0 ? bytes.Length : end + 1;
        _line.Append(Encoding.Latin1.GetString(bytes[..count]));
        if (end >= 0)
        {
            var line = _line.ToString().TrimEnd('\r', '\n');
            _line.Clear();
            _part = Next(line, request);
        }
        else if (_line.Length > LongestLine)
        {
            _part = Part.Endless;
        }

        return count;
    }

    private Part Next(string line, string request)
    {
        switch (_part)
        {
            case Part.FirstLine:
                _status = isAnswer && line.Split(' ') is [_, { Length: 3 } code, ..] ? code : "";
                return line.Contains("HTTP/1.", StringComparison.Ordinal) ? Part.Fields : Part.Endless;
            case Part.Fields when line.Length > 0:
                TakeField(line);
                return Part.Fields;
            case Part.Fields:
                return isAnswer ? AfterHeadOfAnswer(request) : AfterHead(withoutLength: Part.Complete);
            case Part.ChunkSize:
                _left = long.TryParse(line.Split(';')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size) ? size : long.MaxValue;
                return _left == 0 ? Part.Trailer : Part.ChunkBody;
            case Part.ChunkEnd:
                return Part.ChunkSize;
            default:
                return line.Length == 0 ? Part.Complete : Part.Trailer;
        }
    }

    private void TakeField(string line)
    {
        var colon = Math.Max(line.IndexOf(':', StringComparison.Ordinal), 0);
        var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && long.TryParse(value, CultureInfo.InvariantCulture, out var length))
        {
            _length = length;
        }
        else if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            _isChunked = value.EndsWith("chunked", StringComparison.OrdinalIgnoreCase);
        }
    }

    private Part AfterHead(Part withoutLength)
    {
        if (_isChunked)
        {
            return Part.ChunkSize;
        }

        _left = _length ?? 0;
        return _length is null ? withoutLength : _left == 0 ? Part.Complete : Part.Body;
    }

    private Part AfterHeadOfAnswer(string request)
    {
        if (IsUpgrade)
        {
            return Part.Endless;
        }

        if (_status.StartsWith('1'))
        {
            Reset();
            IsInterim = true;
            return Part.FirstLine;
        }

        var hasNoBody = _status is "204" or "304" || request.StartsWith("HEAD ", StringComparison.Ordinal);
        return hasNoBody ? Part.Complete : AfterHead(withoutLength: Part.Endless);
    }
}
