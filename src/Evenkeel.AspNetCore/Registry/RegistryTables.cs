using System.Runtime.CompilerServices;
using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Registry;

/// <summary>The registry's SQL, the same on SQLite and PostgreSQL.</summary>
internal sealed class RegistryTables
{
    private static readonly ConditionalWeakTable<IModel, RegistryTables> ByModel = [];

    private RegistryTables(IModel model)
    {
        var (builds, contracts, ofBuild) = (Name<BuildRow>(RegistryModel.Builds), Name<ContractRow>(RegistryModel.Contracts), Name<BuildContractRow>(RegistryModel.BuildContracts));
        var (instances, serving, seen) = (Name<InstanceRow>(RegistryModel.Instances), Name<ServingRow>(RegistryModel.Serving), Name<SeenRow>(RegistryModel.Seen));
        AddBuild = $"INSERT INTO {builds} (name, epoch, page, since) SELECT @name, (SELECT COALESCE(MAX(epoch), 0) + 1 FROM {builds}), @page, @since " +
            $"WHERE NOT EXISTS (SELECT 1 FROM {builds} WHERE name = @name) ON CONFLICT (name) DO NOTHING";
        SetPage = $"UPDATE {builds} SET page = @page WHERE name = @name";
        AddContract = $"INSERT INTO {contracts} (id, content) VALUES (@id, @content) ON CONFLICT (id) DO NOTHING";
        AddContractOfBuild = $"INSERT INTO {ofBuild} (build, contract_id, converts) VALUES (@build, @id, @converts) ON CONFLICT (build, contract_id) DO UPDATE SET converts = @converts";
        AddInstance = $"INSERT INTO {instances} (id, build, beats) VALUES (@id, @build, 1) ON CONFLICT (id) DO UPDATE SET beats = {instances}.beats + 1";
        AddServing = $"INSERT INTO {serving} (id, build, beats) VALUES (@id, @build, 1) ON CONFLICT (id) DO UPDATE SET beats = {serving}.beats + 1";
        RemoveServing = $"DELETE FROM {serving} WHERE id = @id";
        RemoveInstance = $"DELETE FROM {instances} WHERE id = @id";
        Activate = $"UPDATE {builds} SET epoch = (SELECT MAX(epoch) + 1 FROM {builds}) WHERE name = @name AND (SELECT MAX(epoch) FROM {builds}) = @newest";
        AddSeen = $"INSERT INTO {seen} (contract_id, page, day, calls) VALUES (@id, @page, @day, @calls) ON CONFLICT (contract_id, page, day) DO UPDATE SET calls = {seen}.calls + @calls";
        RemoveSeen = $"DELETE FROM {seen} WHERE day < @day";
        ReadBuilds = $"SELECT name, epoch, page FROM {builds} ORDER BY epoch";
        ReadInstances = $"SELECT id, build, beats FROM {instances}";
        ReadServing = $"SELECT id, build, beats FROM {serving}";
        ReadEpoch = $"SELECT COALESCE(MAX(epoch), 0) FROM {builds}";
        ReadContract = $"SELECT content FROM {contracts} WHERE id = @id";
        ReadContractsOfBuild = $"SELECT b.contract_id, b.converts, c.content FROM {ofBuild} b LEFT JOIN {contracts} c ON c.id = b.contract_id WHERE b.build = @build";
        ReadSeen = $"SELECT s.contract_id, s.page, SUM(s.calls), MAX(s.day), c.content FROM {seen} s JOIN {contracts} c ON c.id = s.contract_id WHERE s.day >= @day GROUP BY s.contract_id, s.page, c.content";

        string Name<T>(string table) => TableName.Of(model.FindEntityType(typeof(T))!, table);
    }

    public string AddBuild { get; }

    public string SetPage { get; }

    public string AddContract { get; }

    public string AddContractOfBuild { get; }

    public string AddInstance { get; }

    public string RemoveInstance { get; }

    public string AddServing { get; }

    public string RemoveServing { get; }

    /// <summary>Does nothing when another deployment came meanwhile.</summary>
    public string Activate { get; }

    public string AddSeen { get; }

    public string RemoveSeen { get; }

    public string ReadBuilds { get; }

    public string ReadInstances { get; }

    public string ReadServing { get; }

    public string ReadEpoch { get; }

    public string ReadContract { get; }

    public string ReadContractsOfBuild { get; }

    public string ReadSeen { get; }

    public static bool AreIn(DbContext context) => context.Model.FindEntityType(typeof(BuildRow)) is not null;

    public static RegistryTables Of(DbContext context) => ByModel.GetValue(context.Model, model => new RegistryTables(model));
}
