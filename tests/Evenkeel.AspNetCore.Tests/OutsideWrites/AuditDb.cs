using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Tests.OutsideWrites;

/// <summary>Another context of the application, which Evenkeel was not told of. It maps the same table.</summary>
public sealed class AuditDb(DbContextOptions<AuditDb> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    public async Task AddAsync(string text)
    {
        Notes.Add(new Note { Text = text });
        await SaveChangesAsync();
    }
}
