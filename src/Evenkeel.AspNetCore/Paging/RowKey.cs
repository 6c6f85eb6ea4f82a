using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>What tells the rows of a query apart: the primary key of its entity, or the members of a projection that hold it.</summary>
internal sealed class RowKey
{
    private readonly Dictionary<string, Expression>? _members;
    private readonly ParameterExpression? _source;

    private RowKey(IEntityType? entity, Dictionary<string, Expression>? members, ParameterExpression? source) => (Entity, _members, _source) = (entity, members, source);

    /// <summary>The entity whose key tells the rows apart; null: it cannot be told.</summary>
    public IEntityType? Entity { get; }

    /// <param name="element">What a row is.</param>
    /// <param name="model">The application's model.</param>
    /// <param name="unordered">The query before its ordering.</param>
    public static RowKey Of(Type element, IModel model, Expression unordered)
    {
        if (model.FindEntityType(element) is { } entity)
        {
            return new RowKey(entity, null, null);
        }

        while (unordered is MethodCallExpression call && call.Arguments.Count > 0)
        {
            if (call.Method.Name == nameof(Queryable.Select) && call.Arguments[1] is UnaryExpression { Operand: LambdaExpression { Parameters: [var source] } projection })
            {
                return new RowKey(model.FindEntityType(source.Type), MembersOf(projection.Body), source);
            }

            unordered = call.Arguments[0];
        }

        return new RowKey(null, null, null);
    }

    /// <summary>The column that an expression over a row names.</summary>
    public (IProperty Property, string Name, bool IsDirect)? Find(Expression expression)
    {
        if (_members is null)
        {
            return ColumnPath.Find(Entity, expression);
        }

        return expression is MemberExpression { Expression: ParameterExpression } member && _members.TryGetValue(member.Member.Name, out var value) ? ColumnPath.Find(Entity, value) : null;
    }

    /// <summary>The row's value of a part of the entity's key.</summary>
    /// <returns>Null: the projection does not hold it.</returns>
    public LambdaExpression? SelectorOf(IProperty property, Type element)
    {
        var row = Expression.Parameter(element, "row");
        if (_members is null)
        {
            return Expression.Lambda((Expression?)MemberOf(property, row) ?? Expression.Call(typeof(EF), nameof(EF.Property), [property.ClrType], row, Expression.Constant(property.Name)), row);
        }

        var name = _members.FirstOrDefault(each => each.Value is MemberExpression { Expression: { } on } value && on == _source && value.Member.Name == property.Name).Key;
        return name is null ? null : Expression.Lambda(Expression.PropertyOrField(row, name), row);
    }

    /// <summary>What Entity Framework Core reads faster than its own <c>EF.Property</c>.</summary>
    private static MemberExpression? MemberOf(IProperty property, Expression row) =>
        property is { PropertyInfo: { GetMethod: not null } member } && !property.IsIndexerProperty() && member.PropertyType == property.ClrType && member.DeclaringType!.IsAssignableFrom(row.Type)
            ? Expression.Property(row, member) : null;

    private static Dictionary<string, Expression>? MembersOf(Expression body) => body switch
    {
        MemberInitExpression init => init.Bindings.OfType<MemberAssignment>().ToDictionary(each => each.Member.Name, each => each.Expression),
        NewExpression { Members: { } members } made => members.Zip(made.Arguments).ToDictionary(each => each.First.Name, each => each.Second),
        _ => [],
    };
}
