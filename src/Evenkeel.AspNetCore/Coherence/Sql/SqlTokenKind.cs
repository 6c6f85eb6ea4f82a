namespace Evenkeel.AspNetCore.Coherence.Sql;

internal enum SqlTokenKind
{
    None,

    /// <summary>A keyword, or a name without quotes.</summary>
    Word,

    /// <summary>A name in quotes, which are taken off.</summary>
    Quoted,

    /// <summary>One of <c>( ) , ; .</c>.</summary>
    Sign,

    /// <summary>A literal, a number, a parameter or an operator.</summary>
    Value,
}
