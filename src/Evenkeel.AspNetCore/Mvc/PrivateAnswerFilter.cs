using Evenkeel.AspNetCore.Actions;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Evenkeel.AspNetCore.Mvc;

/// <summary>Says with a sensitive action's answer that nobody may keep it. The first of all filters, since others may refuse the call.</summary>
internal sealed class PrivateAnswerFilter : IAuthorizationFilter, IOrderedFilter
{
    public static readonly PrivateAnswerFilter Instance = new();

    public int Order => int.MinValue;

    public void OnAuthorization(AuthorizationFilterContext context) => SensitiveAnswer.Mark(context.HttpContext);
}
