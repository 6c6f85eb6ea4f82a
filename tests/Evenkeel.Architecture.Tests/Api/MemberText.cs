using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Evenkeel.Architecture.Tests.Api;

/// <summary>Writes one member in a line.</summary>
internal static class MemberText
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : field.IsStatic ? "static " : "";
        var value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "";
        return $"{Owner(field)}.{field.Name} : {kind}{TypeText.Of(field.FieldType, Nullability.Create(field))}{value}";
    }

    public static string Of(PropertyInfo property)
    {
        var accessor = (property.GetMethod ?? property.SetMethod)!;
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var indexes = property.GetIndexParameters();
        var name = indexes.Length == 0 ? property.Name : $"this[{Parameters(indexes)}]";
        List<string> accessors = [];
        if (ApiText.IsVisible(property.GetMethod))
        {
            accessors.Add("get");
        }

        if (ApiText.IsVisible(property.SetMethod))
        {
            var isInit = property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
            accessors.Add(isInit ? "init" : "set");
        }

        return $"{Owner(property)}.{name} : {Modifiers(accessor)}{required}{TypeText.Of(property.PropertyType, Nullability.Create(property))} {{ {string.Join("; ", accessors)} }}";
    }

    public static string Of(EventInfo member) =>
        $"{Owner(member)}.{member.Name} : {Modifiers(member.AddMethod!)}event {TypeText.Of(member.EventHandlerType!)}";

    public static string Of(ConstructorInfo constructor) => $"{Owner(constructor)}.new({Parameters(constructor.GetParameters())})";

    public static string Of(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(each => each.Name))}>" : "";
        var extends = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        var result = TypeText.Of(method.ReturnType, Nullability.Create(method.ReturnParameter));
        return $"{Owner(method)}.{method.Name}{generic}({extends}{Parameters(method.GetParameters())}) : {Modifiers(method)}{result}";
    }

    private static string Owner(MemberInfo member) => TypeText.Declared(member.DeclaringType!);

    private static string Modifiers(MethodBase method)
    {
        var access = method.IsPublic ? "" : "protected ";
        if (method.DeclaringType!.IsInterface)
        {
            return method.IsAbstract ? access : access + "default ";
        }

        var kind = method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";
        return access + kind;
    }

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var passing = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        var spread = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        var value = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue)}" : "";
        return $"{passing}{spread}{TypeText.Of(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
