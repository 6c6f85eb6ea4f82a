using System.Reflection;
using System.Runtime.CompilerServices;

namespace Evenkeel.Architecture.Tests.Api;

/// <summary>
/// The public face of an assembly as sorted lines: one for each type, one for each member that a user can call or
/// override. What the compiler writes for a record (equality, cloning, printing) is left out.
/// </summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) => Of(assembly.GetExportedTypes());

    public static IReadOnlyList<string> Of(IEnumerable<Type> types) => [.. types
        .Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && !IsGenerated(type))
        .SelectMany(type => Members(type).Prepend(TypeLine(type)))
        .Distinct()
        .Order(StringComparer.Ordinal)];

    public static bool IsVisible(MethodBase? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static string TypeLine(Type type)
    {
        var bases = (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(MulticastDelegate) && !type.IsValueType ? [parent] : Array.Empty<Type>())
            .Concat(type.IsEnum ? [] : OwnInterfaces(type))
            .Select(each => TypeText.Of(each))
            .ToArray();
        return $"{TypeText.Declared(type)} : {Kind(type)}{(bases.Length > 0 ? " : " + string.Join(", ", bases) : "")}";
    }

    private static string Kind(Type type)
    {
        if (type.IsInterface)
        {
            return "interface";
        }

        if (type.IsEnum)
        {
            return "enum";
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return "delegate";
        }

        var record = type.GetMethod("PrintMembers", Declared) is null ? "" : "record ";
        if (type.IsValueType)
        {
            return (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + record + "struct";
        }

        var openness = type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        return openness + record + "class";
    }

    // Equality of a record is part of being one.
    private static IEnumerable<Type> OwnInterfaces(Type type) => type.GetInterfaces()
        .Except(type.BaseType?.GetInterfaces() ?? [])
        .Where(each => each.IsVisible && !(each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IEquatable<>)))
        .OrderBy(each => each.FullName, StringComparer.Ordinal);

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(each => $"{TypeText.Declared(type)}.{each.Name} = {each.GetRawConstantValue()}");
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [MemberText.Of(type.GetMethod("Invoke")!)];
        }

        var properties = type.GetProperties(Declared).Where(each => IsVisible(each.GetMethod) || IsVisible(each.SetMethod)).ToArray();
        var events = type.GetEvents(Declared).Where(each => IsVisible(each.AddMethod)).ToArray();
        var accessors = properties.SelectMany(each => each.GetAccessors(nonPublic: true))
            .Concat(events.SelectMany(each => new[] { each.AddMethod!, each.RemoveMethod! }))
            .ToHashSet();
        return
        [
            .. type.GetFields(Declared).Where(each => each.IsPublic || each.IsFamily || each.IsFamilyOrAssembly).Select(MemberText.Of),
            .. properties.Where(each => each.Name != "EqualityContract").Select(MemberText.Of),
            .. events.Select(MemberText.Of),
            .. type.GetConstructors(Declared).Where(each => IsVisible(each) && !IsGenerated(each) && !type.IsAbstract).Select(MemberText.Of),
            .. type.GetMethods(Declared)
                .Where(each => IsVisible(each) && !accessors.Contains(each) && !IsGenerated(each) && !each.Name.Contains('<', StringComparison.Ordinal))
                .Select(MemberText.Of),
        ];
    }

    private static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
}
