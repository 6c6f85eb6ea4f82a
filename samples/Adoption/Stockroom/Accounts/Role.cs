namespace Stockroom.Accounts;

/// <summary>The names of the roles, which are those of their policies too.</summary>
public static class Role
{
    public const string Clerk = "clerk";
    public const string Manager = "manager";
}
