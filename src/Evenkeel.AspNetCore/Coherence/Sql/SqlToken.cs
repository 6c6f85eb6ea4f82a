namespace Evenkeel.AspNetCore.Coherence.Sql;

/// <summary>A piece of a SQL text that matters to us: a word, a quoted name or a sign. Literals, numbers, parameters and comments are left out.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text)
{
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.Quoted;

    public bool Is(string word) => Kind == SqlTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool Is(char sign) => Kind == SqlTokenKind.Sign && Text[0] == sign;
}
