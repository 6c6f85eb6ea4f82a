namespace Evenkeel.AspNetCore.Coherence.Sql;

/// <summary>Splits SQL of SQLite and PostgreSQL into tokens. Both quote names by <c>"</c>; SQLite also by <c>`</c> and <c>[ ]</c>, which PostgreSQL uses for arrays.</summary>
internal static class SqlScanner
{
    public static List<SqlToken> Scan(string sql)
    {
        var tokens = new List<SqlToken>();
        for (var at = 0; at < sql.Length;)
        {
            var (token, next) = Next(sql, at);
            if (token.Kind != SqlTokenKind.None)
            {
                tokens.Add(token);
            }

            at = next;
        }

        return tokens;
    }

    private static (SqlToken Token, int Next) Next(string sql, int at)
    {
        var c = sql[at];
        if (char.IsWhiteSpace(c) || c == '\uFEFF')
        {
            return (default, at + 1);
        }

        if (Starts(sql, at, "--"))
        {
            return (default, After(sql, '\n', at));
        }

        if (Starts(sql, at, "/*"))
        {
            return (default, SkipComment(sql, at));
        }

        if (IsWordStart(c))
        {
            return Word(sql, at);
        }

        return c switch
        {
            '\'' => (Value, SkipQuoted(sql, at, '\'', escapes: false)),
            '"' or '`' => Quoted(sql, at, c),
            '[' when Bracketed(sql, at) is > 0 and var end => (new SqlToken(SqlTokenKind.Quoted, sql[(at + 1)..end]), end + 1),
            '$' when DollarTag(sql, at) is { Length: > 0 } tag => (Value, SkipDollar(sql, at, tag)),
            '(' or ')' or ',' or ';' or '.' => (new SqlToken(SqlTokenKind.Sign, c.ToString()), at + 1),
            '@' or ':' or '$' or '#' => (Value, SkipName(sql, at + 1)),
            _ => (Value, char.IsAsciiDigit(c) ? SkipName(sql, at + 1) : at + 1),
        };
    }

    private static SqlToken Value => new(SqlTokenKind.Value, "");

    private static (SqlToken, int) Word(string sql, int at)
    {
        var end = SkipName(sql, at);
        // E'…' has escapes; N'…', X'…' and B'…' have none. U&"…" is a quoted name.
        if (end == at + 1 && end < sql.Length && sql[end] == '\'')
        {
            return (Value, SkipQuoted(sql, end, '\'', escapes: sql[at] is 'e' or 'E'));
        }

        return (new SqlToken(SqlTokenKind.Word, sql[at..end]), end);
    }

    private static (SqlToken, int) Quoted(string sql, int at, char quote)
    {
        var end = SkipQuoted(sql, at, quote, escapes: false);
        var text = end - at >= 2 ? sql[(at + 1)..(end - 1)] : "";
        return (new SqlToken(SqlTokenKind.Quoted, text.Replace($"{quote}{quote}", quote.ToString(), StringComparison.Ordinal)), end);
    }

    private static int SkipQuoted(string sql, int at, char quote, bool escapes)
    {
        for (var i = at + 1; i < sql.Length; i++)
        {
            if (escapes && sql[i] == '\\')
            {
                i++;
            }
            else if (sql[i] == quote)
            {
                if (i + 1 < sql.Length && sql[i + 1] == quote)
                {
                    i++;
                    continue;
                }

                return i + 1;
            }
        }

        return sql.Length;
    }

    // PostgreSQL's comments nest.
    private static int SkipComment(string sql, int at)
    {
        var depth = 0;
        for (var i = at; i < sql.Length; i++)
        {
            if (Starts(sql, i, "/*"))
            {
                depth++;
                i++;
            }
            else if (Starts(sql, i, "*/"))
            {
                i++;
                if (--depth == 0)
                {
                    return i + 1;
                }
            }
        }

        return sql.Length;
    }

    // An array's index is no name: a bracket right behind a name or another bracket.
    private static int Bracketed(string sql, int at)
    {
        var before = at == 0 ? ' ' : sql[at - 1];
        var end = sql.IndexOf(']', at);
        return end < 0 || before is ']' or ')' || IsWordPart(before) || before == '"' || end == at + 1 || !IsWordStart(sql[at + 1]) ? -1 : end;
    }

    private static string DollarTag(string sql, int at)
    {
        var end = at + 1;
        while (end < sql.Length && (char.IsLetter(sql[end]) || sql[end] == '_' || (end > at + 1 && char.IsAsciiDigit(sql[end]))))
        {
            end++;
        }

        return end < sql.Length && sql[end] == '$' ? sql[at..(end + 1)] : "";
    }

    private static int SkipDollar(string sql, int at, string tag)
    {
        var end = sql.IndexOf(tag, at + tag.Length, StringComparison.Ordinal);
        return end < 0 ? sql.Length : end + tag.Length;
    }

    private static int SkipName(string sql, int at)
    {
        while (at < sql.Length && (IsWordPart(sql[at]) || sql[at] == '$'))
        {
            at++;
        }

        return at;
    }

    private static int After(string sql, char mark, int at) => sql.IndexOf(mark, at) is >= 0 and var end ? end + 1 : sql.Length;

    private static bool Starts(string sql, int at, string mark) => string.CompareOrdinal(sql, at, mark, 0, mark.Length) == 0;

    private static bool IsWordStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c == '_';
}
