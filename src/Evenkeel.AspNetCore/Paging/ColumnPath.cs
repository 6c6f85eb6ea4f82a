using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Finds the column that an expression over a row names: <c>o =&gt; o.Due</c>, <c>o =&gt; o.Client!.Name</c>, <c>o =&gt; EF.Property&lt;int&gt;(o, "Rank")</c>.</summary>
internal static class ColumnPath
{
    /// <param name="row">What a row is; null: no entity.</param>
    /// <param name="expression">The expression.</param>
    /// <returns>Null: it is computed. Direct: it is the row's own column, with no navigation or cast on the way.</returns>
    public static (IProperty Property, string Name, bool IsDirect)? Find(IEntityType? row, Expression expression)
    {
        if (row is null || Step(Bare(expression)) is not { } step || Container(row, step.On) is not { } on || on.Type.FindProperty(step.Member) is not { } property)
        {
            return null;
        }

        return (property, on.Path + step.Member, on.IsDirect);
    }

    private static (ITypeBase Type, string Path, bool IsDirect)? Container(IEntityType row, Expression expression)
    {
        var bare = Bare(expression);
        if (bare is ParameterExpression)
        {
            // Cast to a derived type, whose columns are NULL in the rows of others.
            return expression.Type.IsAssignableFrom(row.ClrType) ? (row, "", true) : row.Model.FindEntityType(expression.Type) is { } derived ? (derived, "", false) : null;
        }

        if (Step(bare) is not { } step || Container(row, step.On) is not { } on)
        {
            return null;
        }

        var next = (on.Type as IEntityType)?.FindNavigation(step.Member)?.TargetEntityType ?? (ITypeBase?)on.Type.FindComplexProperty(step.Member)?.ComplexType;
        return next is null ? null : (next, $"{on.Path}{step.Member}.", false);
    }

    private static (Expression On, string Member)? Step(Expression expression) => expression switch
    {
        MemberExpression { Expression: { } on } member when Nullable.GetUnderlyingType(on.Type) is null => (on, member.Member.Name),
        MethodCallExpression { Method: var method, Arguments: [var on, ConstantExpression { Value: string name }] } when method.DeclaringType == typeof(EF) && method.Name == nameof(EF.Property) => (on, name),
        _ => null,
    };

    // Without conversions between nullable and not, to a base type or to object, and without Nullable's Value.
    private static Expression Bare(Expression expression)
    {
        while (true)
        {
            switch (expression)
            {
                case UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs, Method: null } convert when KeepsValue(convert):
                    expression = convert.Operand;
                    break;
                case MemberExpression { Expression: { } inner, Member.Name: nameof(Nullable<>.Value) } when Nullable.GetUnderlyingType(inner.Type) is not null:
                    expression = inner;
                    break;
                default:
                    return expression;
            }
        }
    }

    private static bool KeepsValue(UnaryExpression convert)
    {
        var (from, to) = (Nullable.GetUnderlyingType(convert.Operand.Type) ?? convert.Operand.Type, Nullable.GetUnderlyingType(convert.Type) ?? convert.Type);
        return from == to || (!from.IsValueType && !to.IsValueType);
    }
}
