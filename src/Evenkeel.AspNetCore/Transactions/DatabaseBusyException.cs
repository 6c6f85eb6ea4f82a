namespace Evenkeel.AspNetCore.Transactions;

/// <summary>The transaction could not begin in time. Nothing was written.</summary>
internal sealed class DatabaseBusyException(Exception cause) : Exception("The database did not accept the write in time.", cause);
