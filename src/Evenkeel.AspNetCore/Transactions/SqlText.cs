namespace Evenkeel.AspNetCore.Transactions;

/// <summary>Tells reading from writing by the words of a statement.</summary>
internal static class SqlText
{
    private static readonly string[] Writing = ["INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "CREATE", "ALTER", "DROP", "TRUNCATE", "CALL", "COPY"];

    /// <summary>
    /// False only for a statement that surely writes nothing itself. A SELECT that calls a writing function cannot be told by its text: such a handler
    /// is marked <c>.Once()</c>. A writing word inside a name or a literal counts as a write, which is merely cautious.
    /// </summary>
    public static bool MayWrite(string sql)
    {
        var text = sql.AsSpan().TrimStart();
        foreach (var word in Writing)
        {
            for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0;)
            {
                if ((at == 0 || !IsWordCharacter(text[at - 1])) && (at + word.Length == text.Length || !IsWordCharacter(text[at + word.Length])))
                {
                    return true;
                }

                var next = text[(at + 1)..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }

        return false;
    }

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c == '_';
}
