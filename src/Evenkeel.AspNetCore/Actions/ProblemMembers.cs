using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Adds to the problem that a handler returns (Results.Problem, Results.ValidationProblem) the members that every problem here has. What it set itself stays.</summary>
internal static class ProblemMembers
{
    /// <summary>A handler that answers a value, and no result, answers no problem: the framework leaves out a filter that changes nothing.</summary>
    public static EndpointFilterDelegate Make(EndpointFilterFactoryContext context, EndpointFilterDelegate next) =>
        MayBeProblem(context.MethodInfo.ReturnType) ? call => FillAsync(call, next) : next;

    private static bool MayBeProblem(Type answer)
    {
        var value = answer.IsGenericType && (answer.GetGenericTypeDefinition() == typeof(Task<>) || answer.GetGenericTypeDefinition() == typeof(ValueTask<>)) ? answer.GetGenericArguments()[0] : answer;
        return typeof(IResult).IsAssignableFrom(value) || value.IsAssignableFrom(typeof(IResult));
    }

    private static ValueTask<object?> FillAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var pending = next(context);
        return pending.IsCompletedSuccessfully ? ValueTask.FromResult(Fill(pending.Result, context)) : WaitAsync(pending, context);

        static async ValueTask<object?> WaitAsync(ValueTask<object?> pending, EndpointFilterInvocationContext context) => Fill(await pending, context);
    }

    private static object? Fill(object? result, EndpointFilterInvocationContext context)
    {
        var inner = result;
        while (inner is INestedHttpResult nested)
        {
            inner = nested.Result;
        }

        if (inner is IValueHttpResult { Value: ProblemDetails problem })
        {
            Fill(problem, context.HttpContext);
        }

        return result;
    }

    private static void Fill(ProblemDetails problem, HttpContext http)
    {
        var members = problem.Extensions;
        members.TryAdd("error", CodeOf(problem));
        members.TryAdd("path", http.Request.Path.ToUriComponent());
        members.TryAdd("timestamp", http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    private static string CodeOf(ProblemDetails problem) => problem switch
    {
        { Type: { } type } when type.StartsWith(ProblemCodes.TypePrefix, StringComparison.Ordinal) => type[ProblemCodes.TypePrefix.Length..],
        HttpValidationProblemDetails => ProblemCodes.ValidationFailed,
        { Status: 404 } => ProblemCodes.NotFound,
        { Status: 403 } => ProblemCodes.Forbidden,
        { Status: >= 500 } => ProblemCodes.InternalError,
        _ => ProblemCodes.Refused,
    };
}
