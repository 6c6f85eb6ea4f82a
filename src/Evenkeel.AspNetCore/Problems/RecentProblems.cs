using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Problems;

/// <summary>The last problems that were answered, without anything that somebody typed: no path, no sentence, no user. Thread-safe.</summary>
internal sealed class RecentProblems(int most)
{
    private readonly Queue<RecentProblem> _problems = [];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<RecentProblem> All
    {
        get
        {
            lock (_problems)
            {
                return [.. _problems.Reverse()];
            }
        }
    }

    public void Note(HttpContext http, ProblemAnswer problem)
    {
        // An address without a route may be anything.
        var action = http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route } ? $"{http.Request.Method} {(route.StartsWith('/') ? "" : "/")}{route}" : null;
        var noted = new RecentProblem(problem.Timestamp.ToUnixTimeMilliseconds(), problem.Error, problem.Status, action, Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier);
        lock (_problems)
        {
            _problems.Enqueue(noted);
            while (_problems.Count > most)
            {
                _problems.Dequeue();
            }
        }
    }
}
