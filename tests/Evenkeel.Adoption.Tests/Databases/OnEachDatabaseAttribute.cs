using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Evenkeel.Adoption.Tests.Databases;

/// <summary>Gives a theory the provider of each database that the applications support.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnEachDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<string>(SqliteAppDatabase.Name), new TheoryDataRow<string>(PostgresAppDatabase.Name)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
