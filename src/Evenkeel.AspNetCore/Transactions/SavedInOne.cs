namespace Evenkeel.AspNetCore.Transactions;

/// <summary>What became of a save that went to the database with its ledger row.</summary>
internal enum SavedInOne
{
    /// <summary>Both are committed.</summary>
    Kept,

    /// <summary>The key is a duplicate's: nothing is applied.</summary>
    Taken,

    /// <summary>The database refused the save: nothing is applied. Its handler runs again, and meets the refusal where it saves.</summary>
    Refused,
}
