namespace Crm.Accounts;

public sealed record ColleagueList
{
    public required IReadOnlyList<Colleague> Colleagues { get; init; }
}
