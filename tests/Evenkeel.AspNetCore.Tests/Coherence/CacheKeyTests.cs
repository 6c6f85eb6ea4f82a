using System.Globalization;
using Evenkeel.AspNetCore.Coherence;

namespace Evenkeel.AspNetCore.Tests.Coherence;

public sealed class CacheKeyTests
{
    private static readonly Guid Id = new("11111111-2222-3333-4444-555555555555");

    [Fact]
    public void A_key_says_whose_it_is()
    {
        var name = CacheKey.For("opportunities", Id);
        CacheKey[] keys = [name.OfUser("acme", "ann"), name.OfUser("acme", "bob"), name.OfUser(null, "ann"), name.OfUser("acme", ""), name.OfTenant("acme"), name.OfTenant(null), name.Shared()];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal("1:t4:acme]13:opportunities36:11111111-2222-3333-4444-555555555555]", name.OfTenant("acme"));
    }

    [Fact]
    public void No_parts_can_be_written_so_that_they_look_like_others()
    {
        string?[] parts = ["", null, "a", "b", "ab", ":", "1:a", "-", "]", "#", "\0", "\n", "ä", "\ud800", "\ud801", new string('x', 99), new string('x', 101), new string('x', 10_240), new string('x', 10_241)];
        List<string> keys = [];
        foreach (var one in parts)
        {
            keys.Add(CacheKey.For("name", one).Shared());
            keys.Add(CacheKey.For("name").OfTenant(one ?? "null"));
            keys.AddRange(parts.Select(two => (string)CacheKey.For("name", one, two).Shared()));
            keys.AddRange(parts.Select(two => (string)CacheKey.For("name", one).OfUser(two ?? "null", "user")));
            keys.AddRange(parts.Select(two => (string)CacheKey.For("name", one).OfUser("tenant", two ?? "null")));
        }

        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(keys, key => Assert.True(key.Length <= 512 && key.All(each => each is >= ' ' and <= '~')));
    }

    [Fact]
    public void Many_parts_make_a_short_key_and_all_of_them_count()
    {
        object?[] parts = [.. Enumerable.Range(0, 500)];
        var key = CacheKey.For("name", parts).Shared();
        parts[499] = -1;
        Assert.NotEqual(key, CacheKey.For("name", parts).Shared());
        Assert.InRange(key.ToString().Length, 1, 512);
    }

    [Fact]
    public void Parts_are_written_alike_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            Assert.Equal("1:s]1:n3:1.54:true27:2026-01-02T03:04:05.0000000]", CacheKey.For("n", 1.5, true, new DateTime(2026, 1, 2, 3, 4, 5)).Shared());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void What_has_no_text_of_its_own_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CacheKey.For("name", new object()));
        Assert.Throws<ArgumentException>(() => CacheKey.For(""));
        Assert.Throws<InvalidOperationException>(() => default(CacheName).Shared());
    }
}
