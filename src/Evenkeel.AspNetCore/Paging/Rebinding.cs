using System.Linq.Expressions;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Puts one expression in the place of a lambda's parameter.</summary>
internal sealed class Rebinding(ParameterExpression from, Expression to) : ExpressionVisitor
{
    protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
}
