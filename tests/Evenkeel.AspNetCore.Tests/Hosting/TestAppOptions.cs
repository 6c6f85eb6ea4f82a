using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Outbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>What a test changes about the application under test.</summary>
public sealed record TestAppOptions
{
    /// <summary>Registers the context. Default: <c>AddDbContext</c> on SQLite.</summary>
    public Action<IServiceCollection, Action<DbContextOptionsBuilder>> Context { get; init; } = static (services, use) => services.AddDbContext<NotesDb>(use);

    public Action<WebApplicationBuilder> Services { get; init; } = static _ => { };

    public Action<CallerOptions> Caller { get; init; } = static options => options.Tenant = static http => http.User.FindFirst("tenant")?.Value;

    public Action<LedgerOptions> Ledger { get; init; } = static _ => { };

    public Action<OutboxOptions> Outbox { get; init; } = static _ => { };

    /// <summary>The middleware. Default: only <c>UseEvenkeel</c>, so that the host puts the rest where it does by itself.</summary>
    public Action<WebApplication> Pipeline { get; init; } = static app => app.UseEvenkeel();

    /// <summary>What is added to the connection string.</summary>
    public string Connection { get; init; } = "";

    /// <summary>The database of another application, to be shared. Default: a new file.</summary>
    public TestDatabase? Database { get; init; }

    /// <summary>Whether the host purges the ledger by itself when the clock passes its turn.</summary>
    public bool Purges { get; init; }

    /// <summary>The host's environment; in development the framework throws where it otherwise answers 400.</summary>
    public string Environment { get; init; } = "Production";

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
