using System.Security.Claims;

namespace Crm.Accounts;

/// <summary>
/// Who runs the application, and so may see <c>/_evenkeel/console</c>: the account of <c>--operator</c> (<c>CRM_Operator</c>), in the sample Anna. A real application keeps its operators apart from its users.
/// </summary>
public sealed record Operator(string Email)
{
    public const string Policy = "operators";

    private const string Right = "right";
    private const string Operates = "operate";

    public IEnumerable<Claim> ClaimsOf(User user) => user.Email == Email ? [new Claim(Right, Operates)] : [];

    public static void Add(IServiceCollection services, string email)
    {
        services.AddSingleton(new Operator(email));
        services.AddAuthorization(auth => auth.AddPolicy(Policy, policy => policy.RequireClaim(Right, Operates)));
    }
}
