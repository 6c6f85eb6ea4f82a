using Helpdesk.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Data;

/// <summary>Makes the tables, and in an empty database two agents, before the first request.</summary>
public sealed class FirstStart(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HelpdeskDb>();
        await db.Database.EnsureCreatedAsync(cancellationToken);
        if (await db.Agents.AnyAsync(cancellationToken))
            return;

        var passwords = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Agent>>();
        foreach (var agent in (Agent[])[new Agent { Name = "nils" }, new Agent { Name = "lena", IsLead = true }])
        {
            agent.PasswordHash = passwords.HashPassword(agent, "calm-sea-7");
            db.Agents.Add(agent);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
