using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>
/// The provider's own, which closes what is kept open before a SQLite file is deleted: whoever has it open shares the write-ahead log's index, by its name, with the file that is made in its place.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by Entity Framework Core's own container.")]
internal sealed class ForgettingDatabaseCreator(IRelationalDatabaseCreator provider, ICurrentDbContext current, RelationalDatabaseCreatorDependencies dependencies)
    : RelationalDatabaseCreator(dependencies)
{
    public override bool EnsureDeleted() => Forgetting().EnsureDeleted();

    public override Task<bool> EnsureDeletedAsync(CancellationToken cancellationToken = default) => Forgetting().EnsureDeletedAsync(cancellationToken);

    public override void Delete() => Forgetting().Delete();

    public override Task DeleteAsync(CancellationToken cancellationToken = default) => Forgetting().DeleteAsync(cancellationToken);

    public override bool EnsureCreated() => provider.EnsureCreated();

    public override Task<bool> EnsureCreatedAsync(CancellationToken cancellationToken = default) => provider.EnsureCreatedAsync(cancellationToken);

    public override void Create() => provider.Create();

    public override Task CreateAsync(CancellationToken cancellationToken = default) => provider.CreateAsync(cancellationToken);

    public override void CreateTables() => provider.CreateTables();

    public override Task CreateTablesAsync(CancellationToken cancellationToken = default) => provider.CreateTablesAsync(cancellationToken);

    public override string GenerateCreateScript() => provider.GenerateCreateScript();

    public override bool Exists() => provider.Exists();

    public override Task<bool> ExistsAsync(CancellationToken cancellationToken = default) => provider.ExistsAsync(cancellationToken);

    public override bool HasTables() => provider.HasTables();

    public override Task<bool> HasTablesAsync(CancellationToken cancellationToken = default) => provider.HasTablesAsync(cancellationToken);

    public override bool CanConnect() => provider.CanConnect();

    public override Task<bool> CanConnectAsync(CancellationToken cancellationToken = default) => provider.CanConnectAsync(cancellationToken);

    private IRelationalDatabaseCreator Forgetting()
    {
        KeptReads.Forget(current.Context);
        return provider;
    }
}
