using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.OutsideWrites;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>An exception filter that answers for everything does not hide from the developer that a write missed its command.</summary>
public sealed class OutsideWriteTests
{
    public static TheoryData<Routing> Routings => MvcApp.Routings;

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_write_outside_is_answered_as_such_and_other_failures_by_the_applications_filter(Routing routing)
    {
        await using var app = await MvcApp.StartAsync(
            routing,
            Script.Of(async (input, db, http) =>
            {
                await db.AddAsync(input.Text);
                await (input.Text == "outside" ? http.RequestServices.GetRequiredService<AuditDb>().AddAsync(input.Text) : Task.CompletedTask);
                return input.Text == "fails" ? throw new InvalidOperationException("A fault of the action.") : new OkResult();
            }),
            mvc => mvc.Filters.Add(new AnswersAll()),
            new TestAppOptions
            {
                Context = (services, use) => services.AddDbContext<NotesDb>(use).AddDbContext<AuditDb>(use),
                Connection = ";Default Timeout=2",
                Ledger = ledger => ledger.RefuseOutsideWrites = true,
            });
        var outside = await app.PostAsync("/notes", Call.NewId(), NewNote.Json("outside"));
        Assert.Equal((500, ProblemCodes.WriteOutsideOperation), (outside.Status, outside.Error));
        Assert.Equal(418, (await app.PostAsync("/notes", Call.NewId(), NewNote.Json("fails"))).Status);
        Assert.Equal(200, (await app.PostAsync("/notes", Call.NewId(), NewNote.Json("sound"))).Status);
        Assert.DoesNotContain("outside", app.Database.Notes);
        Assert.Contains("sound", app.Database.Notes);
    }

    private sealed class AnswersAll : IExceptionFilter
    {
        public void OnException(ExceptionContext context) => (context.Result, context.ExceptionHandled) = (new StatusCodeResult(418), true);
    }
}
