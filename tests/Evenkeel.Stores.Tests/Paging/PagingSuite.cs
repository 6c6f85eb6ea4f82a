using Evenkeel.AspNetCore.Paging;
using Evenkeel.Stores.Tests.Databases;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Paging;

/// <summary>Pages of random lists, in random orders, on each engine.</summary>
public abstract class PagingSuite : IAsyncLifetime
{
    private static readonly Arbitrary<Walk> Walks = Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from rows in Gen.Choose(0, 60)
        from size in Gen.Choose(1, 17)
        from keys in Gen.NonEmptyListOf(
            from key in Gen.Choose(0, ListBed.Keys.Count - 1)
            from down in Gen.Elements(true, false)
            select (key, down))
        select new Walk { Seed = seed, Rows = rows, Size = size, By = [.. keys.Take(4)] });

    private static readonly int Tries = Environment.GetEnvironmentVariable("EVENKEEL_FULL") == "true" ? 100 : 30;

    private ListBed _bed = null!;

    public async ValueTask InitializeAsync() => _bed = await ListBed.CreateAsync(await CreateAsync());

    public async ValueTask DisposeAsync()
    {
        await _bed.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public void Forward_and_backward_give_exactly_the_ordered_list() => Prop.ForAll(Walks, walk => Run(() => BothWaysAsync(walk))).Check(Config.QuickThrowOnFailure.WithMaxTest(Tries));

    [Fact]
    [Trait("Show", "4.9")]
    public void Rows_that_stand_throughout_are_seen_exactly_once_while_others_come_and_go() =>
        Prop.ForAll(Walks, walk => Run(() => AmidChangesAsync(walk))).Check(Config.QuickThrowOnFailure.WithMaxTest(Tries));

    [Fact]
    public void Every_key_alone_in_both_directions_gives_the_ordered_list() => Run(async () =>
    {
        for (var key = 0; key < ListBed.Keys.Count; key++)
        {
            foreach (var descending in (bool[])[false, true])
            {
                await BothWaysAsync(new Walk { Seed = key, Rows = 40, Size = 3, By = [(key, descending)] });
                await BothWaysAsync(new Walk { Seed = key, Rows = 40, Size = 7, By = [(key, descending)] });
            }
        }
    });

    private static void Run(Func<Task> test) => Task.Run(test).GetAwaiter().GetResult();

    private async Task BothWaysAsync(Walk walk)
    {
        var random = new Random(walk.Seed);
        await _bed.FillAsync(Enumerable.Range(1, walk.Rows).Select(id => RandomEntries.Make(random, id)));
        var query = ListBed.Order(_bed.Db.Entries, walk.By);
        var expected = await ListBed.Order(_bed.Db.Entries, [.. walk.By, (ListBed.Keys.Count - 1, walk.By[^1].Descending)]).Select(entry => entry.Id).ToListAsync();
        var request = new PageRequest { Size = walk.Size };

        var (forward, _) = await ListBed.WalkAsync(query, request);
        Assert.Equal(expected, forward.Select(each => each.Id));
        if (expected.Count <= walk.Size)
        {
            return;
        }

        // From the last page back to the first.
        var (page, next) = (await query.ToPageAsync(request), (string?)null);
        while (page.Next is not null)
        {
            next = page.Next;
            page = await query.ToPageAsync(request with { After = page.Next });
        }

        var (back, _) = await ListBed.WalkAsync(query, request with { Before = page.Previous }, backwards: true);
        Assert.Equal(expected, back.Concat(page.Items).Select(each => each.Id));
        Assert.NotNull(next);
    }

    private async Task AmidChangesAsync(Walk walk)
    {
        var random = new Random(walk.Seed);
        await _bed.FillAsync(Enumerable.Range(1, walk.Rows).Select(id => RandomEntries.Make(random, id * 10)));
        var query = ListBed.Order(_bed.Db.Entries, walk.By);
        var standing = await ListBed.Order(_bed.Db.Entries, [.. walk.By, (ListBed.Keys.Count - 1, walk.By[^1].Descending)]).Select(entry => entry.Id).ToListAsync();
        var request = new PageRequest { Size = walk.Size };
        var fresh = 1L;

        var (forward, end) = await ListBed.WalkAsync(query, request, backwards: false, ChangeAsync);
        AssertOnce(forward);
        if (end is not null)
        {
            // The way back begins at the last page's rows, which it does not show again; those were seen on the way there.
            var (back, _) = await ListBed.WalkAsync(query, request with { Before = end }, backwards: true, ChangeAsync);
            Assert.Distinct(back.Select(each => each.Id));
            Assert.Equal(standing.Where(id => back.Exists(each => each.Id == id)), back.Where(each => standing.Contains(each.Id)).Select(each => each.Id));
            var shown = back.Select(each => each.Id).ToHashSet();
            Assert.Equal(standing.TakeWhile(shown.Contains).Count(), standing.Count(shown.Contains));
        }

        void AssertOnce(List<Entry> rows)
        {
            Assert.Distinct(rows.Select(each => each.Id));
            Assert.Equal(standing, rows.Where(each => standing.Contains(each.Id)).Select(each => each.Id));
        }

        async Task ChangeAsync()
        {
            for (var count = random.Next(4); count > 0; count--)
            {
                var id = (random.Next(walk.Rows + 1) * 10) + 1 + (fresh++ % 9);
                if (random.Next(3) > 0 && !await _bed.Db.Entries.AnyAsync(each => each.Id == id))
                {
                    _bed.Db.Entries.Add(RandomEntries.Make(random, id));
                    await _bed.Db.SaveChangesAsync();
                    _bed.Db.ChangeTracker.Clear();
                }

                var gone = standing.Count == 0 ? -1 : standing[random.Next(standing.Count)];
                if (random.Next(2) == 0)
                {
                    standing.Remove(gone);
                    await _bed.Db.Entries.Where(each => each.Id == gone).ExecuteDeleteAsync();
                }
            }
        }
    }

    public sealed record Walk
    {
        public required int Seed { get; init; }

        public required int Rows { get; init; }

        public required int Size { get; init; }

        public required IReadOnlyList<(int Key, bool Descending)> By { get; init; }

        public override string ToString() => $"seed {Seed}, {Rows} rows, pages of {Size}, by {string.Join(", ", By)}";
    }
}

public sealed class SqlitePagingTests : PagingSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresPagingTests : PagingSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
