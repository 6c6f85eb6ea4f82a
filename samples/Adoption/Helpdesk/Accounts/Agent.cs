namespace Helpdesk.Accounts;

/// <summary>Somebody who answers tickets. A lead may also delete them.</summary>
public sealed class Agent
{
    public int Id { get; init; }

    public required string Name { get; init; }

    public bool IsLead { get; init; }

    public string PasswordHash { get; set; } = "";
}
