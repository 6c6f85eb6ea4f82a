using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>Whether callers may share one object, by the rule of the framework's own <c>HybridCache</c>: texts, values without references, and what is sealed and marked <c>[ImmutableObject(true)]</c>.</summary>
internal static class Immutability<T>
{
    public static readonly bool Holds = Decide(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T));

    private static bool Decide(Type type) =>
        type == typeof(string)
        || !RuntimeHelpers.IsReferenceOrContainsReferences<T>()
        || (type.IsSealed && type.GetCustomAttributes(typeof(ImmutableObjectAttribute), inherit: false) is [ImmutableObjectAttribute { Immutable: true }]);
}
