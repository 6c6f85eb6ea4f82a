using Evenkeel.AspNetCore.Actions;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Evenkeel.AspNetCore.Mvc;

/// <summary>Says with a sensitive action's answer that nobody may keep it.</summary>
internal sealed class PrivateAnswerFilter : IResourceFilter, IOrderedFilter
{
    public static readonly PrivateAnswerFilter Instance = new();

    public int Order => int.MinValue;

    public void OnResourceExecuting(ResourceExecutingContext context) => AnswerPrivacy.Say(context.HttpContext.Response, sensitive: true);

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
