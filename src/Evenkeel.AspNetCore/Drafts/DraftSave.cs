namespace Evenkeel.AspNetCore.Drafts;

/// <summary>A save that is no plain next one: the first, one that takes more room, or one that may be too late. Inside a transaction.</summary>
internal sealed class DraftSave(DraftStatements statements, DraftOptions options, long follows, TypedInput input, DateTimeOffset at)
{
    public async Task<SaveOutcome> RunAsync()
    {
        await statements.LockAsync();
        while (true)
        {
            if (await statements.FindLockedAsync() is { } known)
            {
                return await SaveAsync(known);
            }

            if (await WithoutRoomAsync(isNew: true, replaced: 0) is { } refused)
            {
                return refused;
            }

            if (await statements.TryBeginAsync(follows + 1, input, at))
            {
                return Saved();
            }

            // A command has consumed it just now, and that is known of it from here on.
        }
    }

    private async Task<SaveOutcome> SaveAsync(StoredDraft known)
    {
        if (known.IsThere && known.Revision == follows + 1 && IsSame(known.Input))
        {
            return new SaveOutcome.Saved(known.Revision, known.At);
        }

        if (follows < known.Consumed)
        {
            return new SaveOutcome.Consumed(known.Consumed);
        }

        // Where nothing is there, nothing is overwritten: what follows a revision that the server no longer remembers is as good.
        if (!known.IsThere || known.Revision == follows)
        {
            if (await WithoutRoomAsync(isNew: !known.IsThere, known.Input.KiB) is { } refused)
            {
                return refused;
            }

            await statements.ReplaceAsync(follows + 1, input, at);
            return Saved();
        }

        return await SetAsideAsync();
    }

    private async Task<SaveOutcome> SetAsideAsync()
    {
        var others = await statements.FindOthersAsync();
        var before = others.FirstOrDefault(other => other.By == input.By);
        if (before.By is null && others.Count >= options.MostOthers)
        {
            return new SaveOutcome.TooMany($"The draft has a later revision, and {others.Count} others who typed are kept beside it already; the limit is {options.MostOthers}. Nothing was changed.");
        }

        if (await WithoutRoomAsync(isNew: false, TypedInput.KiBOf(before.Bytes)) is { } refused)
        {
            return refused;
        }

        await statements.SetAsideAsync(input, at);
        return new SaveOutcome.Conflict((await statements.ReadAsync(CancellationToken.None))!);
    }

    private async Task<SaveOutcome?> WithoutRoomAsync(bool isNew, int replaced)
    {
        if (!isNew && input.KiB <= replaced)
        {
            return null;
        }

        var (drafts, kib) = await statements.CountAsync();
        if (isNew && drafts >= options.MostDrafts)
        {
            return new SaveOutcome.TooMany($"There are {drafts} drafts; the limit is {options.MostDrafts}. Those stay.");
        }

        return (kib - replaced + input.KiB) * 1024 > options.MostBytes
            ? new SaveOutcome.TooMany($"All drafts together would take {(kib - replaced + input.KiB) * 1024} bytes; the limit is {options.MostBytes}. Those that are there stay.")
            : null;
    }

    private SaveOutcome.Saved Saved() => new(follows + 1, at.ToUnixTimeMilliseconds());

    private bool IsSame(TypedInput known) => known.By == input.By && known.Form == input.Form && known.Values.AsSpan().SequenceEqual(input.Values);
}
