using System.Security.Cryptography;
using System.Text;
using Evenkeel.AspNetCore.Deployments;

namespace Crm.Hosting;

/// <summary>What an operator's scripts may do. Without <c>--operatorKey</c> (<c>CRM_OperatorKey</c>) there is nothing of it.</summary>
public static class Operations
{
    public static void MapOperations(this WebApplication app)
    {
        if (app.Configuration["operatorKey"] is { Length: >= 16 } key)
            app.MapPost("/operations/activate/{build}", (string build, HttpContext http, IDeployments deployments) => ActivateAsync(build, http, deployments, key));
    }

    /// <summary>After traffic was switched back to instances of an earlier build, which were kept: pages follow.</summary>
    private static async Task<IResult> ActivateAsync(string build, HttpContext http, IDeployments deployments, string key)
    {
        var given = http.Request.Headers.Authorization.ToString();
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes($"Bearer {key}")))
            return TypedResults.Unauthorized();

        try
        {
            return TypedResults.Ok(await deployments.ActivateAsync(build, http.RequestAborted));
        }
        catch (ArgumentException error)
        {
            return TypedResults.Problem(error.Message, statusCode: StatusCodes.Status404NotFound);
        }
    }
}
