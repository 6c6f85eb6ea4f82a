using System.Data;
using System.Data.Common;
using Evenkeel.AspNetCore.Ledger;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>A draft that is gone up to a revision when what consumes it takes effect. Saves of what was typed before are refused from then on.</summary>
internal sealed class ConsumedDraft(DraftTable table, DraftName name, long revision, string? by, DateTimeOffset at) : IRowCompanion
{
    public IReadOnlyList<string> Statements { get; } = [table.Consume, table.RemoveOthers];

    public void SetParameters(DbParameterCollection parameters, Func<DbParameter> create)
    {
        Add("@draft_tenant", DbType.String, name.Caller.Tenant);
        Add("@draft_user", DbType.String, name.Caller.User);
        Add("@draft_key", DbType.String, name.Key);
        Add("@draft_rev", DbType.Int64, revision);
        // Nobody has an empty name: all revisions are meant.
        Add("@draft_by", DbType.String, by ?? "");
        Add("@draft_at", DbType.Int64, at.ToUnixTimeMilliseconds());
        Add("@draft_day", DbType.Int32, DraftStatements.DayOf(at));
        Add("@draft_nothing", DbType.Binary, Array.Empty<byte>());

        void Add(string parameter, DbType type, object value)
        {
            var added = create();
            (added.ParameterName, added.DbType, added.Value) = (parameter, type, value);
            parameters.Add(added);
        }
    }
}
