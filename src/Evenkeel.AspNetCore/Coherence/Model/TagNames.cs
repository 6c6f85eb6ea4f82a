namespace Evenkeel.AspNetCore.Coherence.Model;

/// <summary>The names of tags that we make ourselves. An application's own begin otherwise: these begin with a sign that <c>HasTag</c> refuses.</summary>
internal static class TagNames
{
    public const char Own = '\u0001';

    /// <summary>Changes with every table: what reads a view, a function or SQL that is not understood depends on it.</summary>
    public const string AnyTable = "\u0001any";

    /// <summary>Changes with each row of a table. The name is without its schema and in lower case.</summary>
    public static string Table(string name) => $"\u0001t:{name}";

    /// <summary>Changes when rows were written of which nobody knows the tags.</summary>
    public static string Bulk(string name) => $"\u0001b:{name}";
}
