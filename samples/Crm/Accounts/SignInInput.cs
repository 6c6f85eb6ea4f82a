namespace Crm.Accounts;

public sealed record SignInInput
{
    public string? Email { get; init; }

    public string? Password { get; init; }
}
