using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>Has every statement of the application's context be an <see cref="OperationCommand"/>.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by Entity Framework Core's own container.")]
internal sealed class OperationCommandFactory(RelationalCommandBuilderDependencies dependencies) : RelationalCommandBuilderFactory(dependencies)
{
    public override IRelationalCommandBuilder Create() => new Builder(Dependencies);

    private sealed class Builder(RelationalCommandBuilderDependencies dependencies) : RelationalCommandBuilder(dependencies)
    {
        public override IRelationalCommand Build() => new OperationCommand(Dependencies, base.Build());
    }
}
