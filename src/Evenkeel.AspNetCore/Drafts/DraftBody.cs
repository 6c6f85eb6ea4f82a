using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>Reads the body of a save: as much as is allowed, and the values as they stand.</summary>
internal static class DraftBody
{
    private const int MostFormCharacters = 64;
    private const int MostDepth = 64;

    /// <returns>Null: it is longer than allowed, and the rest of it was not read.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int most, CancellationToken cancel)
    {
        if (request.ContentLength > most)
        {
            return null;
        }

        // One byte more than allowed tells that there is more.
        var buffer = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 4096) + 1);
        while (true)
        {
            var room = buffer.GetMemory(1);
            var read = await request.Body.ReadAsync(room[..Math.Min(room.Length, most + 1 - buffer.WrittenCount)], cancel);
            if (read == 0)
            {
                return buffer.WrittenMemory;
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > most)
            {
                return null;
            }
        }
    }

    /// <returns>What was typed, or a sentence about what is wrong.</returns>
    public static (TypedInput? Input, string? Fault) Parse(ReadOnlySpan<byte> body)
    {
        // The reader takes bytes in texts as they come; what is given back must be readable by everybody.
        if (!Utf8.IsValid(body))
        {
            return (null, "The body is not UTF-8.");
        }

        try
        {
            return Read(body);
        }
        catch (JsonException error)
        {
            return (null, $"The body is not one JSON object: {error.Message}");
        }
        catch (InvalidOperationException)
        {
            return (null, "The body holds text that is not Unicode.");
        }
    }

    private static (TypedInput? Input, string? Fault) Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MostDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return (null, "The body must be a JSON object.");
        }

        string? by = null, form = null, fault = null;
        byte[]? values = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("by"u8))
            {
                fault ??= by is null ? null : "'by' is given twice.";
                reader.Read();
                by = reader.TokenType == JsonTokenType.String ? reader.GetString() : "";
            }
            else if (reader.ValueTextEquals("form"u8))
            {
                fault ??= form is null ? null : "'form' is given twice.";
                reader.Read();
                fault ??= IsForm(ref reader) ? null : $"'form' must be a text of 1 to {MostFormCharacters} characters, or null.";
                form = reader.TokenType == JsonTokenType.String ? JsonSerializer.Serialize(reader.GetString()!, DraftJson.Default.String) : "null";
            }
            else if (reader.ValueTextEquals("values"u8))
            {
                fault ??= values is null ? null : "'values' is given twice.";
                reader.Read();
                fault ??= reader.TokenType == JsonTokenType.StartObject ? null : "'values' must be a JSON object.";
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                values = body[from..(int)reader.BytesConsumed].ToArray();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                // A member of the wrong kind; what it holds is read past.
                reader.Skip();
            }
        }

        reader.Read();
        fault ??= by is null ? "'by' is missing." : DraftName.IsBy(by) ? null : "'by' must be a text of 1 to 32 characters of A-Z a-z 0-9 . _ ~ : @ -";
        fault ??= values is null ? "'values' is missing." : null;
        return fault is null ? (new TypedInput { By = by!, Form = form ?? "null", Values = values! }, null) : (null, fault);
    }

    private static bool IsForm(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: >= 1 and <= MostFormCharacters });
}
