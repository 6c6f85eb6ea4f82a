using System.Linq.Expressions;

namespace Evenkeel.AspNetCore.Coherence.Model;

/// <summary>Reads <c>o => $"clients/{o.ClientId}/opportunities"</c> as a template.</summary>
internal static class TagExpression
{
    /// <exception cref="ArgumentException">It is more than text and properties of the entity.</exception>
    public static string Read(LambdaExpression tag) => Text(tag.Body, tag);

    private static string Text(Expression part, LambdaExpression tag) => part switch
    {
        ConstantExpression { Value: string text } => Literal(text, tag),
        UnaryExpression { NodeType: ExpressionType.Convert } convert => Text(convert.Operand, tag),
        MemberExpression { Expression: ParameterExpression, Member.Name: var property } => $"{{{property}}}",
        BinaryExpression { NodeType: ExpressionType.Add, Left: var left, Right: var right } => Text(left, tag) + Text(right, tag),
        MethodCallExpression { Method: { Name: nameof(string.Concat), DeclaringType: { } type } } call when type == typeof(string) => string.Concat(Arguments(call.Arguments).Select(each => Text(each, tag))),
        MethodCallExpression { Method: { Name: nameof(string.Format), DeclaringType: { } type } } call when type == typeof(string) && call.Arguments[0] is ConstantExpression { Value: string format } =>
            Formatted(format, [.. Arguments(call.Arguments.Skip(1)).Select(each => Text(each, tag))], tag),
        _ => throw Refused(tag, part),
    };

    private static IEnumerable<Expression> Arguments(IEnumerable<Expression> arguments) => arguments.SelectMany(each => each is NewArrayExpression array ? array.Expressions : [each]);

    private static string Formatted(string format, string[] values, LambdaExpression tag)
    {
        var template = TagTemplate.Parse(format);
        if (template.Places.Any(place => !int.TryParse(place, out _)))
        {
            throw Refused(tag, tag.Body);
        }

        return template.Fill([.. template.Places.Select(place => values[int.Parse(place, System.Globalization.CultureInfo.InvariantCulture)])]);
    }

    private static string Literal(string text, LambdaExpression tag) => text.AsSpan().ContainsAny("{}\n\u0001") ? throw Refused(tag, tag.Body) : text;

    private static ArgumentException Refused(LambdaExpression tag, Expression part) => new(
        $"A tag is text with properties of the entity in it, such as o => $\"clients/{{o.ClientId}}/opportunities\"; '{part}' in '{tag}' is something else.", nameof(tag));
}
