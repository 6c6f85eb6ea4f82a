namespace Evenkeel.AspNetCore.Registry;

/// <summary>Calls under one contract by pages of one build, on one day.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Page">The build of the pages.</param>
/// <param name="Day">Days since 1 January 1970, UTC.</param>
/// <param name="Calls">How many.</param>
internal sealed record SeenCalls(string ContractId, string Page, int Day, long Calls)
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    public static DateOnly DateOf(int day) => DateOnly.FromDayNumber(Epoch + day);
}
