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
