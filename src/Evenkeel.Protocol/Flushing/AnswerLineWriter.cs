using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Evenkeel.Protocol.Flushing;

/// <summary>Writes answer lines. One writer serves one flush; it is not safe for several threads.</summary>
public sealed class AnswerLineWriter(IBufferWriter<byte> output) : IDisposable
{
    // The members are our own names and the values are escaped by the writer, so structure needs no second check.
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { SkipValidation = true, MaxDepth = 1000 });

    /// <summary>Writes one answer with its line feed.</summary>
    public void Write(AnswerLine answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _json.WriteStartObject();
        WriteName(answer);
        _json.WriteNumber("status"u8, answer.Status);
        if (answer.Replayed)
        {
            _json.WriteBoolean("replayed"u8, true);
        }

        if (answer.Omitted)
        {
            _json.WriteBoolean("omitted"u8, true);
        }

        WriteText("location"u8, answer.Location);
        WriteText("etag"u8, answer.ETag);
        if (answer.RetryAfter is { } seconds)
        {
            _json.WriteNumber("retryAfter"u8, seconds);
        }

        WriteText("seen"u8, answer.Seen);
        WriteChanged(answer.Changed);
        WriteBody(answer);
        _json.WriteEndObject();
        EndLine();
    }

    /// <summary>Writes the closing line, which says that no answer was cut off.</summary>
    public void WriteEnd(int answers)
    {
        _json.WriteStartObject();
        _json.WriteNumber("end"u8, answers);
        _json.WriteEndObject();
        EndLine();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void WriteName(AnswerLine answer)
    {
        WriteText("id"u8, answer.Id);
        WriteText("void"u8, answer.Void);
        if (answer.Id is null && answer.Void is null)
        {
            _json.WriteNumber("line"u8, answer.Line);
        }
    }

    private void WriteChanged(IReadOnlyList<string>? changed)
    {
        if (changed is null)
        {
            return;
        }

        _json.WriteStartArray("changed"u8);
        foreach (var hash in changed)
        {
            _json.WriteStringValue(hash);
        }

        _json.WriteEndArray();
    }

    private void WriteBody(AnswerLine answer)
    {
        if (answer.Body.IsEmpty)
        {
            return;
        }

        if (!Utf8.IsValid(answer.Body.Span))
        {
            _json.WriteBase64String("base64"u8, answer.Body.Span);
        }
        else if (IsJson(answer.ContentType) && IsOneLineOfJson(answer.Body.Span))
        {
            _json.WritePropertyName("body"u8);
            _json.WriteRawValue(answer.Body.Span, skipInputValidation: true);
            return;
        }
        else
        {
            _json.WriteString("text"u8, answer.Body.Span);
        }

        WriteText("type"u8, answer.ContentType);
    }

    private void WriteText(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(name, value);
        }
    }

    private void EndLine()
    {
        _json.Flush();
        _json.Reset();
        output.Write("\n"u8);
    }

    private static bool IsJson(string? contentType) =>
        contentType is not null
        && (contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            || contentType.StartsWith("application/problem+json", StringComparison.OrdinalIgnoreCase));

    // An answer that only claims to be JSON, or is printed over several lines, would break the framing.
    private static bool IsOneLineOfJson(ReadOnlySpan<byte> body)
    {
        if (body.IndexOfAny((byte)'\n', (byte)'\r') >= 0)
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 1000 });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
