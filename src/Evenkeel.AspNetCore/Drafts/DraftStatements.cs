using System.Buffers.Binary;
using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Evenkeel.AspNetCore.Databases;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>One draft on one connection, inside its transaction if there is one. What has begun to be written is not given up when the caller leaves: it may have been a tab that was closed.</summary>
internal sealed class DraftStatements(DraftTable table, DbConnection connection, DbTransaction? transaction, DraftName name)
{
    /// <summary>Waits for other saves of the same user that may need more room.</summary>
    public async Task LockAsync()
    {
        if (table.Lock is { } sql)
        {
            await using var command = Command(sql).With("@lock", DbType.Int64, LockOf(name));
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <returns>False: it does not follow the present revision, or takes more room.</returns>
    public async Task<bool> TryFollowAsync(long follows, TypedInput input, DateTimeOffset at)
    {
        await using var command = Content(Named(table.Follow), input, at).With("@next", DbType.Int64, follows + 1).With("@base", DbType.Int64, follows).With("@kib", DbType.Int32, input.KiB);
        return await command.ExecuteNonQueryAsync() == 1;
    }

    /// <summary>What is known of the draft, which nobody else changes before the transaction ends.</summary>
    public async Task<StoredDraft?> FindLockedAsync()
    {
        await using var command = Named(table.FindLocked);
        await using var row = await command.ExecuteReaderAsync(CommandBehavior.SingleRow);
        return await row.ReadAsync() ? Draft(row, 0) : null;
    }

    /// <returns>False: something has become known of it meanwhile.</returns>
    public async Task<bool> TryBeginAsync(long revision, TypedInput input, DateTimeOffset at)
    {
        await using var command = Content(Named(table.Begin), input, at).With("@next", DbType.Int64, revision);
        return await command.ExecuteNonQueryAsync() == 1;
    }

    public async Task ReplaceAsync(long revision, TypedInput input, DateTimeOffset at)
    {
        await using var command = Content(Named(table.Replace), input, at).With("@next", DbType.Int64, revision);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Keeps what was sent beside the draft, in place of what the same one had sent before.</summary>
    public async Task SetAsideAsync(TypedInput input, DateTimeOffset at)
    {
        await using var command = Content(Named(table.SetAside), input, at);
        await command.ExecuteNonQueryAsync();
        await using var touch = Named(table.Touch).With("@day", DbType.Int32, DayOf(at));
        await touch.ExecuteNonQueryAsync();
    }

    public async Task RemoveOtherAsync(string by)
    {
        await using var command = Named(table.RemoveOther).With("@by", DbType.String, by);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How many drafts the user has, and how many KiB all that is kept for them takes.</summary>
    public async Task<(long Drafts, long KiB)> CountAsync()
    {
        await using var command = Command(table.Count).With("@tenant", DbType.String, name.Caller.Tenant).With("@user", DbType.String, name.Caller.User);
        return (await command.ReadAllAsync(static row => (row.GetInt64(0), Convert.ToInt64(row.GetValue(1))), CancellationToken.None))[0];
    }

    /// <summary>Who has something beside the draft, and how much.</summary>
    public async Task<List<(string By, int Bytes)>> FindOthersAsync()
    {
        await using var command = Named(table.FindOthers);
        return await command.ReadAllAsync(static row => (row.GetString(0), row.GetInt32(1)), CancellationToken.None);
    }

    public async Task<StoredDraft?> ReadAsync(CancellationToken cancel)
    {
        await using var command = Named(table.Read);
        await using var row = await command.ExecuteReaderAsync(cancel);
        StoredDraft? draft = null;
        List<(long At, TypedInput Input)> others = [];
        while (await row.ReadAsync(cancel))
        {
            var each = Draft(row, 1);
            if (row.GetInt32(0) == 0)
            {
                draft = each;
            }
            else
            {
                others.Add((each.At, each.Input));
            }
        }

        return draft is null ? null : draft with { Others = others };
    }

    public async Task ConsumeAsync(ConsumedDraft consumed)
    {
        await using var command = Command(string.Join(";\n", consumed.Statements));
        consumed.SetParameters(command.Parameters, command.CreateParameter);
        await command.ExecuteNonQueryAsync();
    }

    public static int DayOf(DateTimeOffset at) => (int)(at.ToUnixTimeMilliseconds() / 86_400_000);

    // A number that another user, or the application's own locks, share by accident only makes somebody wait.
    private static long LockOf(DraftName name) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"evenkeel_draft\0{name.Caller.Tenant}\0{name.Caller.User}")));

    private static StoredDraft Draft(DbDataReader row, int first) => new()
    {
        Revision = Convert.ToInt64(row.GetValue(first)),
        Consumed = Convert.ToInt64(row.GetValue(first + 1)),
        At = row.GetInt64(first + 2),
        Input = new TypedInput { By = row.GetString(first + 3), Form = row.GetString(first + 4), Values = (byte[])row.GetValue(first + 5) },
    };

    private DbCommand Named(string sql) => Command(sql)
        .With("@tenant", DbType.String, name.Caller.Tenant).With("@user", DbType.String, name.Caller.User).With("@key", DbType.String, name.Key);

    private static DbCommand Content(DbCommand command, TypedInput input, DateTimeOffset at) => command
        .With("@at", DbType.Int64, at.ToUnixTimeMilliseconds()).With("@day", DbType.Int32, DayOf(at)).With("@by", DbType.String, input.By)
        .With("@form", DbType.String, input.Form).With("@bytes", DbType.Int32, input.Values.Length).With("@content", DbType.Binary, input.Values);

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        return command;
    }
}
