using Microsoft.EntityFrameworkCore;

namespace Crm.FollowUps;

/// <summary>The most urgent that are open, and those that were done last.</summary>
public sealed record FollowUpList
{
    private const int MostOpen = 300;
    private const int MostDone = 50;

    public required IReadOnlyList<FollowUpView> FollowUps { get; init; }

    public required int OpenTotal { get; init; }

    public required int DoneTotal { get; init; }

    public static async Task<FollowUpList> OfAsync(IQueryable<FollowUp> rows, CancellationToken cancellationToken)
    {
        var open = rows.Where(row => row.DoneAt == null);
        var done = rows.Where(row => row.DoneAt != null);
        var urgent = open.OrderBy(row => row.DueOn).ThenBy(row => row.Id).Take(MostOpen);
        var latest = done.OrderByDescending(row => row.DoneAt).ThenBy(row => row.Id).Take(MostDone);
        return new()
        {
            FollowUps =
            [
                .. await urgent.Select(FollowUpView.Of).ToListAsync(cancellationToken),
                .. await latest.Select(FollowUpView.Of).ToListAsync(cancellationToken),
            ],
            OpenTotal = await open.CountAsync(cancellationToken),
            DoneTotal = await done.CountAsync(cancellationToken),
        };
    }
}
