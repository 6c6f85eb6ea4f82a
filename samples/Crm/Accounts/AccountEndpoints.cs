using Crm.Problems;
using Crm.Tenancy;
using Evenkeel.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace Crm.Accounts;

public static class AccountEndpoints
{
    private const int MostColleagues = 500;

    /// <summary>
    /// Signing in and out are plain endpoints: they write nothing, and a password must never wait in an outbox.
    /// </summary>
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        api.MapPost("/sign-in", SignInAsync).ProtectFromForgery();
        api.MapPost("/sign-out", () => TypedResults.SignOut(authenticationSchemes: [CookieAuthenticationDefaults.AuthenticationScheme])).ProtectFromForgery();
        api.MapQuery("/me", MeAsync).RequireAuthorization().Produces<Me>();
        api.MapQuery("/colleagues", ColleaguesAsync).RequireAuthorization();
    }

    private static async Task<IResult> SignInAsync(SignInInput input, SignIn signIn, HttpContext http, CancellationToken cancellationToken)
    {
        var fields = new FieldErrors()
            .Text("email", input.Email, "e-mail address", required: true, longest: 254)
            .Text("password", input.Password, "password", required: true, longest: 200);
        if (fields.Any)
            return fields.ToProblem();

        var principal = await signIn.CheckAsync(input.Email!, input.Password!, cancellationToken);
        if (principal is null)
            return new FieldErrors().Add("password", "The e-mail address or the password is not right.").ToProblem();

        await http.SignInAsync(principal, new AuthenticationProperties { IsPersistent = true });
        return TypedResults.NoContent();
    }

    private static async Task<IResult> MeAsync(Caller caller, CrmDb db, CancellationToken cancellationToken)
    {
        var me = await db.Users.Where(user => user.Id == caller.UserId && user.TenantId == caller.TenantId)
            .Select(user => new Me { Id = user.Id, Name = user.Name, Email = user.Email, Tenant = user.Tenant!.Name })
            .SingleOrDefaultAsync(cancellationToken);
        return me is null ? Problem.Unauthenticated : TypedResults.Ok(me);
    }

    private static async Task<ColleagueList> ColleaguesAsync(Caller caller, CrmDb db, CancellationToken cancellationToken) => new()
    {
        Colleagues = await db.Users.Where(user => user.TenantId == caller.TenantId).OrderBy(user => user.Name).ThenBy(user => user.Id)
            .Take(MostColleagues)
            .Select(user => new Colleague { Id = user.Id, Name = user.Name })
            .ToListAsync(cancellationToken),
    };
}
