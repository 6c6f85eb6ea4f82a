using System.Text.Json;

namespace Evenkeel.Protocol.Flushing;

/// <summary>The members of one line as they were found, before anything is decided about them.</summary>
internal sealed class LineMembers
{
    public string? Id { get; private set; }

    public string? Void { get; private set; }

    public string? Method { get; private set; }

    public string? Path { get; private set; }

    public string? Lane { get; private set; }

    public string? Text { get; private set; }

    public string? Type { get; private set; }

    public string? Contract { get; private set; }

    public string? Draft { get; private set; }

    public string? Trace { get; private set; }

    /// <summary>Where the raw bytes of <c>body</c> stand in the line.</summary>
    public Range Body { get; private set; } = 0..0;

    public bool HasBody { get; private set; }

    /// <summary>A sentence about a member of the wrong type or given twice.</summary>
    public string? Fault { get; private set; }

    /// <exception cref="JsonException">The line is not one JSON object.</exception>
    public void Read(ReadOnlyMemory<byte> line, int maxDepth)
    {
        var reader = new Utf8JsonReader(line.Span, new JsonReaderOptions { MaxDepth = maxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("an object was expected.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            Take(name, ref reader);
        }

        if (reader.Read())
        {
            throw new JsonException("something follows the object.");
        }
    }

    /// <summary>Takes the members before a fault, to know whose answer the problem is.</summary>
    public void ReadWhatIsThere(ReadOnlyMemory<byte> line, int maxDepth)
    {
        try
        {
            Read(line, maxDepth);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // What stood before the fault has been taken.
        }
    }

    private void Take(string name, ref Utf8JsonReader reader)
    {
        if (name == "body")
        {
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            Fault ??= HasBody ? "'body' is given twice." : null;
            (Body, HasBody) = (from..(int)reader.BytesConsumed, true);
            return;
        }

        if (name == "trace" && reader.TokenType != JsonTokenType.String)
        {
            // It never makes an operation fail.
            reader.Skip();
            return;
        }

        if (name is not ("id" or "void" or "method" or "path" or "lane" or "text" or "type" or "contract" or "draft" or "trace"))
        {
            reader.Skip();
            return;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            Fault ??= $"'{name}' must be a string.";
            reader.Skip();
            return;
        }

        Set(name, reader.GetString()!);
    }

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "id": Id = value; break;
            case "void": Void = value; break;
            case "method": Method = value; break;
            case "path": Path = value; break;
            case "lane": Lane = value; break;
            case "text": Text = value; break;
            case "contract": Contract = value; break;
            case "draft": Draft = value; break;
            case "trace": Trace = value; break;
            default: Type = value; break;
        }
    }
}
