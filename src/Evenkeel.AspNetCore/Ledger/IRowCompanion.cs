using System.Data.Common;

namespace Evenkeel.AspNetCore.Ledger;

/// <summary>What else is written when an operation is kept, with its row and in one exchange with the database where the row is.</summary>
internal interface IRowCompanion
{
    /// <summary>Single statements, in their order. Their parameters have names of their own: they may be sent as parts of one text.</summary>
    IReadOnlyList<string> Statements { get; }

    /// <summary>Gives the parameters of all statements their values.</summary>
    void SetParameters(DbParameterCollection parameters, Func<DbParameter> create);
}
