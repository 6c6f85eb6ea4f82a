using Microsoft.AspNetCore.Mvc;

namespace Helpdesk.Hosting;

public static class ServerFault
{
    /// <summary>What an exception that nobody expected looks like from outside.</summary>
    public static void Answer(IApplicationBuilder app) => app.Run(http => http.Response.WriteAsJsonAsync(
        new ProblemDetails { Status = StatusCodes.Status500InternalServerError, Title = "The helpdesk has failed. Try again." },
        options: null,
        contentType: "application/problem+json",
        http.RequestAborted));
}
