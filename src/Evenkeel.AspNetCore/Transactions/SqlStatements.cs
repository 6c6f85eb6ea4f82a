namespace Evenkeel.AspNetCore.Transactions;

/// <summary>The statements of a SQL text, as far as their first words tell what they do to the transaction and the connection.</summary>
internal static class SqlStatements
{
    /// <summary>Whether a statement begins or ends a transaction, which inside an operation is not the application's to do by SQL. Savepoints may be.</summary>
    public static bool ControlTransaction(string sql) => Any(sql, static statement => FirstWord(statement) switch
    {
        "BEGIN" or "START" or "COMMIT" or "END" or "ABORT" => true,
        "ROLLBACK" => !HasWord(statement, "TO"),
        "PREPARE" => HasWord(statement, "TRANSACTION"),
        _ => false,
    });

    /// <summary>Whether a statement changes settings that would outlive its operation in a shared transaction.</summary>
    public static bool ChangeSettings(string sql) =>
        sql.Contains("set_config", StringComparison.OrdinalIgnoreCase) || Any(sql, static statement => FirstWord(statement) is "SET" or "RESET" or "PRAGMA" or "ATTACH" or "DETACH" or "LISTEN");

    private static bool Any(string sql, Func<ReadOnlySpan<char>, bool> matches)
    {
        var rest = sql.AsSpan();
        while (true)
        {
            rest = SkipBlank(rest);
            if (rest.IsEmpty)
            {
                return false;
            }

            if (matches(rest))
            {
                return true;
            }

            rest = AfterStatement(rest);
        }
    }

    private static string FirstWord(ReadOnlySpan<char> statement)
    {
        var length = 0;
        while (length < statement.Length && char.IsAsciiLetter(statement[length]))
        {
            length++;
        }

        return length > 16 ? "" : statement[..length].ToString().ToUpperInvariant();
    }

    private static bool HasWord(ReadOnlySpan<char> statement, string word)
    {
        var end = statement.IndexOf(';');
        foreach (var part in (end < 0 ? statement : statement[..end]).Split(' '))
        {
            if (statement[part].Trim().Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> SkipBlank(ReadOnlySpan<char> text)
    {
        while (true)
        {
            text = text.TrimStart(" \t\r\n;\uFEFF");
            if (text.StartsWith("--"))
            {
                text = After(text, "\n");
            }
            else if (text.StartsWith("/*"))
            {
                text = After(text, "*/");
            }
            else
            {
                return text;
            }
        }
    }

    private static ReadOnlySpan<char> AfterStatement(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var at = text.IndexOfAny("';\"-/$");
            if (at < 0)
            {
                return [];
            }

            text = text[at..];
            switch (text[0])
            {
                case ';':
                    return text[1..];
                case '\'' or '"':
                    text = After(text[1..], text[..1]);
                    break;
                case '-' when text.StartsWith("--"):
                    text = After(text, "\n");
                    break;
                case '/' when text.StartsWith("/*"):
                    text = After(text, "*/");
                    break;
                case '$' when DollarTag(text) is { IsEmpty: false } tag:
                    text = After(text[tag.Length..], tag);
                    break;
                default:
                    text = text[1..];
                    break;
            }
        }

        return text;
    }

    // PostgreSQL's $tag$ … $tag$ is one literal; $1 is a parameter.
    private static ReadOnlySpan<char> DollarTag(ReadOnlySpan<char> text)
    {
        var length = 1;
        while (length < text.Length && (char.IsAsciiLetter(text[length]) || text[length] == '_' || (length > 1 && char.IsAsciiDigit(text[length]))))
        {
            length++;
        }

        return length < text.Length && text[length] == '$' ? text[..(length + 1)] : [];
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> text, ReadOnlySpan<char> mark)
    {
        var at = text.IndexOf(mark);
        return at < 0 ? [] : text[(at + mark.Length)..];
    }
}
