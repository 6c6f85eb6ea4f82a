using System.ComponentModel.DataAnnotations;

namespace Stockroom.Accounts;

public sealed record SignInInput
{
    [Required, StringLength(100)]
    public required string UserName { get; init; }

    [Required, StringLength(200)]
    public required string Password { get; init; }
}

public sealed record RefreshInput
{
    [Required]
    public required string RefreshToken { get; init; }
}

public sealed record AccountView
{
    public required string UserName { get; init; }

    public required string Role { get; init; }
}
