using System.Reflection;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>
/// A comparison that only a database makes. Entity Framework Core reads any <c>Compare(a, b) &gt; 0</c> as <c>a &gt; b</c>, with the column's own conversion and collation, and for types that
/// C# cannot compare.
/// </summary>
internal static class KeyOrder
{
    public static MethodInfo CompareMethod { get; } = typeof(KeyOrder).GetMethod(nameof(Compare), BindingFlags.Static | BindingFlags.Public)!;

    public static int Compare<T>(T left, T right) => throw new InvalidOperationException("Keys of pages are compared by the database.");
}
