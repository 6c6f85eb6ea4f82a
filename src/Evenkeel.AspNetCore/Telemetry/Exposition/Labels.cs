namespace Evenkeel.AspNetCore.Telemetry.Exposition;

/// <summary>Writes the labels of a series as they stand in the exposition, without making anything that outlives the call.</summary>
internal static class Labels
{
    public const string Overflow = "otel_metric_overflow=\"true\"";

    /// <returns>Null: they do not fit.</returns>
    public static int? Write(ReadOnlySpan<KeyValuePair<string, object?>> tags, Span<char> to)
    {
        var length = 0;
        foreach (var (name, value) in tags)
        {
            if (value is null)
            {
                continue;
            }

            if (!(length == 0 || Add(',', to, ref length)) || !AddName(name, to, ref length) || !Add('=', to, ref length) || !Add('"', to, ref length)
                || !AddValue(value as string ?? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "", to, ref length) || !Add('"', to, ref length))
            {
                return null;
            }
        }

        return length;
    }

    /// <summary>The labels that <see cref="Write"/> has written, by name.</summary>
    public static Dictionary<string, string> Read(string labels)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < labels.Length; at++)
        {
            var equals = labels.IndexOf('=', at);
            var name = labels[at..equals];
            var value = new System.Text.StringBuilder();
            for (at = equals + 2; labels[at] != '"'; at++)
            {
                value.Append(labels[at] != '\\' ? labels[at] : labels[++at] == 'n' ? '\n' : labels[at]);
            }

            read[name] = value.ToString();
            at++;
        }

        return read;
    }

    private static bool AddName(string name, Span<char> to, ref int length)
    {
        foreach (var c in name)
        {
            if (!Add(char.IsAsciiLetterOrDigit(c) ? c : '_', to, ref length))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AddValue(string value, Span<char> to, ref int length)
    {
        foreach (var c in value)
        {
            var fits = c switch
            {
                '\\' => Add('\\', to, ref length) && Add('\\', to, ref length),
                '"' => Add('\\', to, ref length) && Add('"', to, ref length),
                '\n' => Add('\\', to, ref length) && Add('n', to, ref length),
                _ => Add(c, to, ref length),
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Add(char c, Span<char> to, ref int length)
    {
        if (length == to.Length)
        {
            return false;
        }

        to[length++] = c;
        return true;
    }
}
