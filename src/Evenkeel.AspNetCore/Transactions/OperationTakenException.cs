namespace Evenkeel.AspNetCore.Transactions;

/// <summary>The key was taken by a duplicate that committed first; the handler's work is rolled back and the stored answer is sent.</summary>
internal sealed class OperationTakenException() : Exception("This operation has already taken effect. Let this exception pass: the stored answer is sent.");
