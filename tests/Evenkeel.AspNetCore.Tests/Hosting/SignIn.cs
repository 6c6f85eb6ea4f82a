using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>A way to say who calls, with the framework's own handlers.</summary>
public sealed class SignIn
{
    private const string Issuer = "tests";
    private static readonly SymmetricSecurityKey Key = new(Encoding.UTF8.GetBytes(new string('k', 64)));

    private readonly Func<TestApp, Claim[], (string Header, string Value)> _credentials;

    private SignIn(string name, Action<WebApplicationBuilder> add, Func<TestApp, Claim[], (string Header, string Value)> credentials) =>
        (Name, Add, _credentials) = (name, add, credentials);

    /// <summary>A cookie, which people are sent to a page for.</summary>
    public static SignIn Cookie { get; } = new(
        "cookie",
        static builder => builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(),
        static (app, claims) =>
        {
            var options = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
            var identity = new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme);
            var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), CookieAuthenticationDefaults.AuthenticationScheme);
            return ("Cookie", $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}");
        });

    /// <summary>A JSON web token.</summary>
    public static SignIn Bearer { get; } = new(
        "bearer",
        static builder => builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(static options =>
            options.TokenValidationParameters = new TokenValidationParameters { IssuerSigningKey = Key, ValidIssuer = Issuer, ValidateAudience = false }),
        static (_, claims) => ("Authorization", "Bearer " + new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.HmacSha256),
        })));

    public static SignIn[] All => [Cookie, Bearer];

    public string Name { get; }

    /// <summary>Makes this the application's scheme.</summary>
    public Action<WebApplicationBuilder> Add { get; }

    /// <summary>The call as made by a user with some rights.</summary>
    public Call As(TestApp app, Call call, string user, params string[] rights)
    {
        var (header, value) = _credentials(app, [new("sub", user), .. rights.Select(right => new Claim("right", right))]);
        return call with { User = null, Headers = new Dictionary<string, string>(call.Headers) { [header] = value } };
    }

    public override string ToString() => Name;
}
