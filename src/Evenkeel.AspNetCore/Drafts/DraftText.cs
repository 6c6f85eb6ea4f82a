using System.Buffers;
using System.Text.Json;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>Drafts as JSON. Values are written as they were sent, by the byte.</summary>
internal static class DraftText
{
    public static ReadOnlyMemory<byte> Of(DraftName name, StoredDraft draft) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("key"u8, name.Key);
        writer.WriteNumber("rev"u8, draft.Revision);
        WriteInput(writer, draft.At, draft.Input);
        writer.WriteStartArray("others"u8);
        foreach (var (at, input) in draft.Others)
        {
            writer.WriteStartObject();
            WriteInput(writer, at, input);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> OfSaved(SaveOutcome.Saved saved) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("rev"u8, saved.Revision);
        writer.WriteNumber("at"u8, saved.At);
        writer.WriteEndObject();
    });

    private static void WriteInput(Utf8JsonWriter writer, long at, TypedInput input)
    {
        writer.WriteString("by"u8, input.By);
        writer.WriteNumber("at"u8, at);
        writer.WritePropertyName("form"u8);
        writer.WriteRawValue(input.Form, skipInputValidation: true);
        writer.WritePropertyName("values"u8);
        writer.WriteRawValue(input.Values, skipInputValidation: true);
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        write(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
