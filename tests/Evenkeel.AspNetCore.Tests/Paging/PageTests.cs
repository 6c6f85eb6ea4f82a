using Evenkeel.AspNetCore.Paging;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.Paging;

/// <summary>Lists in pages over HTTP.</summary>
public sealed class PageTests
{
    [Theory]
    [InlineData("/notes")]
    [InlineData("/plain")]
    [InlineData("/mvc/notes")]
    public async Task A_list_is_walked_to_its_end_and_back_by_its_cursors(string path)
    {
        await using var app = await ListApp.StartAsync();
        var first = await app.GetAsync($"{path}?pageSize=3");
        Assert.Equal(["note 001", "note 002", "note 003"], first.Texts());
        Assert.Null(first.Previous());
        Assert.False(first.Json.TryGetProperty("total", out _));
        var second = await app.GetAsync($"{path}?pageSize=3&after={first.Next()}");
        var third = await app.GetAsync($"{path}?pageSize=3&after={second.Next()}&total=true");
        Assert.Equal(["note 007"], third.Texts());
        Assert.Equal((null, 7), (third.Next(), third.Json.GetProperty("total").GetInt32()));
        var back = await app.GetAsync($"{path}?pageSize=3&before={third.Previous()}");
        Assert.Equal(second.Texts(), back.Texts());
        var start = await app.GetAsync($"{path}?pageSize=3&before={back.Previous()}");
        Assert.Equal(first.Texts(), start.Texts());
        Assert.Null(start.Previous());
    }

    [Fact]
    public async Task A_page_whose_rows_were_deleted_is_empty_and_leads_back()
    {
        await using var app = await ListApp.StartAsync();
        var first = await app.GetAsync("/notes?pageSize=3");
        app.Database.Query("DELETE FROM Notes WHERE Text > 'note 003'");
        var empty = await app.GetAsync($"/notes?pageSize=3&after={first.Next()}");
        Assert.Empty(empty.Texts());
        Assert.Null(empty.Next());
        Assert.Equal(["note 001", "note 002", "note 003"], (await app.GetAsync($"/notes?pageSize=3&before={empty.Previous()}")).Texts());
    }

    [Fact]
    public async Task A_projection_need_not_hold_what_the_list_is_ordered_by()
    {
        await using var app = await ListApp.StartAsync();
        var first = await app.GetAsync("/texts?pageSize=5");
        Assert.Equal(["note 006!", "note 007!"], (await app.GetAsync($"/texts?pageSize=5&after={first.Next()}")).Texts());
    }

    [Fact]
    public async Task Without_a_size_a_page_has_the_default_of_the_options_or_of_the_endpoint()
    {
        await using var app = await ListApp.StartAsync(60);
        Assert.Equal(50, (await app.GetAsync("/notes")).Texts().Length);
        Assert.Equal(2, (await app.GetAsync("/small")).Texts().Length);
        Assert.Equal(2, (await app.GetAsync("/mvc/small")).Texts().Length);
        Assert.Equal(60, (await app.GetAsync("/notes?pageSize=500")).Texts().Length);
    }

    [Fact]
    public async Task A_cursor_holds_on_another_instance_and_after_a_restart()
    {
        using var database = new TestDatabase();
        string cursor;
        await using (var first = await ListApp.StartAsync(options: new TestAppOptions { Database = database }))
        {
            cursor = (await first.GetAsync("/notes?pageSize=6")).Next()!;
        }

        await using var second = await ListApp.StartAsync(options: new TestAppOptions { Database = database });
        Assert.Equal(["note 007"], (await second.GetAsync($"/notes?after={cursor}")).Texts());
    }

    [Fact]
    public async Task A_command_that_has_written_can_answer_with_a_page()
    {
        await using var app = await ListApp.StartAsync();
        Assert.Equal(8, (await app.PostAsync("/touch", Call.NewId())).Texts().Length);
    }

    [Fact]
    public async Task Limits_out_of_range_stop_the_start_and_all_are_named()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => ListApp.StartAsync(options: new TestAppOptions
        {
            Services = builder => builder.AddEvenkeel().ConfigurePaging(options => (options.DefaultPageSize, options.MaxPageSize) = (0, 10_001)),
        }));
        Assert.Equal(
            ["PagingOptions.MaxPageSize is 10001; it must be from 1 to 10000.", "PagingOptions.DefaultPageSize is 0; it must be from 1 to 10000."], error.Failures);
        Assert.Throws<ArgumentOutOfRangeException>("max", () => new PageSizeAttribute(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PageSizeAttribute(10) { Default = 11 });
    }
}
