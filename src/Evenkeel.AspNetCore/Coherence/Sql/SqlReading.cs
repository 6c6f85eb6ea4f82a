namespace Evenkeel.AspNetCore.Coherence.Sql;

/// <summary>
/// Finds what a SQL text reads and writes. It does not parse SQL; it knows the places where a table must stand, and where it is not sure it takes a name for one. What it overlooks in a place is still
/// found where the name is that of a known table.
/// </summary>
internal sealed class SqlReading
{
    private static readonly HashSet<string> Anything = new(StringComparer.OrdinalIgnoreCase)
    {
        "CREATE", "ALTER", "DROP", "CALL", "DO", "EXECUTE", "EXEC", "REFRESH", "REINDEX", "IMPORT", "SECURITY", "LOAD", "ATTACH", "DETACH", "GRANT", "REVOKE",
    };

    // Between a keyword and the table that it is about.
    private static readonly HashSet<string> Fillers = new(StringComparer.OrdinalIgnoreCase) { "ONLY", "LATERAL", "TABLE", "IF", "EXISTS", "OR", "ROLLBACK", "ABORT", "REPLACE", "FAIL", "IGNORE", "INTO" };

    // A name in front of a parenthesis that is no call.
    private static readonly HashSet<string> NoCalls = new(StringComparer.OrdinalIgnoreCase)
    {
        "AND", "OR", "NOT", "IN", "EXISTS", "ANY", "ALL", "SOME", "AS", "ON", "USING", "VALUES", "SELECT", "FROM", "WHERE", "HAVING", "BY", "OVER", "FILTER", "WITHIN", "GROUP", "ORDER", "CASE", "WHEN", "THEN",
        "ELSE", "JOIN", "UNION", "INTERSECT", "EXCEPT", "LIMIT", "OFFSET", "SET", "RETURNING", "DISTINCT", "BETWEEN", "LIKE", "ILIKE", "IS", "NULL", "WITH", "RECURSIVE", "MATERIALIZED", "LATERAL", "PARTITION",
        "CONFLICT", "INTO", "ARRAY", "ROW", "INTERVAL", "ESCAPE", "COLLATE", "GLOB", "REGEXP", "MATCH", "TO", "KEY", "CHECK", "DEFAULT", "REFERENCES", "PRIMARY", "UNIQUE", "WINDOW", "ROWS", "RANGE", "GROUPS",
        "VARCHAR", "CHAR", "CHARACTER", "DECIMAL", "NUMERIC", "TIMESTAMP", "TIME", "BIT", "VARYING", "FLOAT", "DOUBLE", "OVERRIDING", "SETS", "ROLLUP", "CUBE", "UPDATE", "DELETE", "INSERT", "DO", "NOTHING",
    };

    private readonly List<SqlToken> _tokens;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _relations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _expressions = new(StringComparer.Ordinal);
    private readonly Stack<SqlPart> _parts = new([new SqlPart()]);
    private bool _anything;

    private SqlReading(string sql) => _tokens = SqlScanner.Scan(sql);

    public static SqlTables Of(string sql)
    {
        var reading = new SqlReading(sql);
        for (var at = 0; at < reading._tokens.Count; at++)
        {
            reading.Read(at);
        }

        reading._relations.ExceptWith(reading._expressions);
        return new SqlTables
        {
            Names = reading._names,
            Relations = reading._relations,
            Written = reading._written,
            Deleted = reading._deleted,
            Functions = reading._functions,
            ChangesAnything = reading._anything,
        };
    }

    private void Read(int at)
    {
        var token = _tokens[at];
        if (token.IsName)
        {
            _names.Add(Lower(token));
        }

        if (token.Kind == SqlTokenKind.Sign)
        {
            ReadSign(at, token);
        }
        else if (token.Kind == SqlTokenKind.Word)
        {
            ReadWord(at, token);
        }

        if (At(at + 1).Is('(') && IsCall(at))
        {
            _functions.Add(Lower(token));
        }
    }

    private void ReadSign(int at, SqlToken token)
    {
        var part = _parts.Peek();
        if (token.Is('('))
        {
            var isCall = IsCall(at - 1);
            _parts.Push(new SqlPart { IsCall = isCall, Lists = part.Lists && !isCall });
            if (part.Lists && !isCall)
            {
                // A join in parentheses.
                Relation(at + 1, _relations);
            }
        }
        else if (token.Is(')') && _parts.Count > 1)
        {
            _parts.Pop();
        }
        else if (token.Is(';'))
        {
            _parts.Clear();
            _parts.Push(new SqlPart());
        }
        else if (token.Is(',') && part.Lists)
        {
            Relation(at + 1, part.ListsDeleted ? _deleted : _relations);
        }
    }

    private void ReadWord(int at, SqlToken token)
    {
        var (part, before) = (_parts.Peek(), At(at - 1));
        if (IsFirst(at) && Anything.Contains(token.Text))
        {
            _anything = true;
        }

        switch (token.Text.ToUpperInvariant())
        {
            case "SELECT":
                (part.IsCall, part.Lists) = (false, false);
                break;
            case "FROM" when before.Is("DELETE"):
                Relation(at + 1, _deleted);
                break;
            case "FROM" when before.Is("DISTINCT") && (At(at - 2).Is("IS") || At(at - 2).Is("NOT")):
            case "FROM" when part.IsCall:
                break;
            case "FROM" or "USING":
                part.Lists = token.Is("FROM") || !At(at + 1).Is('(');
                Relation(at + 1, _relations);
                break;
            case "JOIN":
                Relation(at + 1, _relations);
                break;
            case "WHERE" or "SET" or "GROUP" or "ORDER" or "HAVING" or "LIMIT" or "RETURNING" or "UNION" or "EXCEPT" or "INTERSECT" or "WINDOW" or "FOR" or "ON" or "VALUES":
                part.Lists = token.Is("ON") && part.Lists;
                break;
            case "INTO" when before.Is("MERGE") || IsReplacing(at):
                Relation(at + 1, _deleted);
                break;
            case "INTO":
                Relation(at + 1, _written);
                break;
            case "UPDATE" when !(before.Is("FOR") || before.Is("DO") || before.Is("ON") || before.Is("KEY") || before.Is("THEN")):
                Relation(at + 1, _written);
                break;
            case "TRUNCATE" when IsFirst(at):
                (part.Lists, part.ListsDeleted) = (true, true);
                Relation(at + 1, _deleted);
                break;
            case "COPY" when IsFirst(at):
                Relation(at + 1, _written);
                break;
            case "AS" when IsExpression(at, out var name):
                _expressions.Add(name);
                break;
        }
    }

    private bool IsCall(int at) => At(at) is { IsName: true } name && !(name.Kind == SqlTokenKind.Word && NoCalls.Contains(name.Text));

    // REPLACE INTO and INSERT OR REPLACE INTO delete what is in their way.
    private bool IsReplacing(int at) => At(at - 1).Is("REPLACE");

    private bool IsFirst(int at) => at == 0 || _tokens[at - 1].Is(';');

    // name [(columns)] AS [NOT] [MATERIALIZED] (SELECT …
    private bool IsExpression(int at, out string name)
    {
        name = "";
        var next = at + 1;
        while (At(next).Is("NOT") || At(next).Is("MATERIALIZED"))
        {
            next++;
        }

        if (!At(next).Is('(') || At(next + 1) is not { Kind: SqlTokenKind.Word } first
            || first.Text.ToUpperInvariant() is not ("SELECT" or "WITH" or "VALUES" or "INSERT" or "UPDATE" or "DELETE" or "TABLE"))
        {
            return false;
        }

        var before = at - 1;
        if (At(before).Is(')'))
        {
            while (before >= 0 && !At(before).Is('('))
            {
                before--;
            }

            before--;
        }

        if (!At(before).IsName || !(At(before - 1).Is("WITH") || At(before - 1).Is("RECURSIVE") || At(before - 1).Is(',')))
        {
            return false;
        }

        name = Lower(At(before));
        return true;
    }

    // The name behind a keyword, without its schema. A parenthesis is a query, which is read in its turn, and a call is no table.
    private void Relation(int at, HashSet<string> into)
    {
        while (At(at) is { Kind: SqlTokenKind.Word } word && Fillers.Contains(word.Text))
        {
            at++;
        }

        if (!At(at).IsName || At(at).Is("SELECT") || At(at).Is("VALUES") || At(at).Is("WITH"))
        {
            return;
        }

        while (At(at + 1).Is('.') && At(at + 2).IsName)
        {
            at += 2;
        }

        // INSERT INTO t (columns) is no call.
        if (!At(at + 1).Is('(') || into != _relations)
        {
            into.Add(Lower(At(at)));
        }
    }

    private SqlToken At(int at) => at >= 0 && at < _tokens.Count ? _tokens[at] : default;

    private static string Lower(SqlToken token) => token.Text.ToLowerInvariant();
}
