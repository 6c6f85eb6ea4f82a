using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Evenkeel.AspNetCore.Tests.Binding;

/// <summary>A parameter that an action cannot read is named with what it takes, in production as in development.</summary>
public sealed class ParameterFaultsTests
{
    private static readonly (string Path, string Parameter, string Sentence)[] Refused =
    [
        ("/lists/x?page=1", "listId", "This must be a UUID."),
        ("/lists/0199c3f0-5a10-7c3e-8a4f-0d1b2c3d4e5f", "page", "This parameter is required."),
        ("/lists/0199c3f0-5a10-7c3e-8a4f-0d1b2c3d4e5f?page=many", "page", "This must be a whole number from -2147483648 to 2147483647."),
        ("/lists/0199c3f0-5a10-7c3e-8a4f-0d1b2c3d4e5f?page=99999999999", "page", "This must be a whole number from -2147483648 to 2147483647."),
        ("/lists/0199c3f0-5a10-7c3e-8a4f-0d1b2c3d4e5f?page=1&since=soon", "since", "This must be a date, like 2026-11-22."),
        ("/lists/0199c3f0-5a10-7c3e-8a4f-0d1b2c3d4e5f?page=1&since=", "since", "This must be a date, like 2026-11-22."),
        ("/lists/0199c3f0-5a10-7c3e-8a4f-0d1b2c3d4e5f?page=1&day=Someday", "day", "This must be one of Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday."),
        ("/lists/0199c3f0-5a10-7c3e-8a4f-0d1b2c3d4e5f?page=1&ids=1&ids=two", "ids", "This must be a whole number from -2147483648 to 2147483647."),
    ];

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task The_parameter_and_what_it_takes_are_named(string environment)
    {
        await using var app = await StartAsync(environment);
        foreach (var (path, parameter, sentence) in Refused)
        {
            foreach (var method in (string[])["GET", "POST"])
            {
                var answer = await app.SendAsync(new Call { Method = method, Path = path, Id = method == "POST" ? Call.NewId() : null });
                Assert.True(answer.Status == 400 && answer.Error == ProblemCodes.RequestMalformed, $"{method} {path}\n{answer.Text}");
                var errors = Assert.Single(answer.Json.GetProperty("errors").EnumerateObject().ToArray());
                Assert.Equal((parameter, sentence), (errors.Name, errors.Value[0].GetString()));
                Assert.Equal($"The parameter '{parameter}': {sentence}", answer.Json.GetProperty("detail").GetString());
            }
        }
    }

    [Fact]
    public async Task Sound_parameters_bind_and_a_handlers_own_400_is_left_as_it_is()
    {
        await using var app = await StartAsync("Production");
        Assert.Equal("3", (await app.SendAsync(new Call { Method = "GET", Path = "/lists/0199c3f0-5a10-7c3e-8a4f-0d1b2c3d4e5f?page=3&since=2026-11-22&day=Monday&ids=1&ids=2" })).Text);
        var own = await app.SendAsync(new Call { Method = "GET", Path = "/refuses?page=1" });
        Assert.Equal(400, own.Status);
        Assert.DoesNotContain("errors", own.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_a_flush_is_named_in_its_own_answer()
    {
        await using var app = await StartAsync("Production");
        var answers = await app.FlushAsync([Op.Line("/lists/x?page=1"), Op.Line("/lists/0199c3f0-5a10-7c3e-8a4f-0d1b2c3d4e5f?page=2")]);
        answers.AssertStatuses(400, 200);
        Assert.Contains("\"listId\":[\"This must be a UUID.\"]", answers.Http.Text, StringComparison.Ordinal);
    }

    private static Task<TestApp> StartAsync(string environment) => TestApp.StartAsync(
        app =>
        {
            app.MapQuery("/lists/{listId}", (Guid listId, int page, DateOnly? since, DayOfWeek? day, [FromQuery] int[] ids) => page);
            app.MapCommand("/lists/{listId}", (Guid listId, int page, DateOnly? since, DayOfWeek? day, [FromQuery] int[] ids) => page);
            app.MapQuery("/refuses", (int page) => Results.StatusCode(400));
        },
        new TestAppOptions { Environment = environment });
}
