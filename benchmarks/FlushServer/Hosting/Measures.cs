using System.Data.Common;
using System.Diagnostics;
using FlushServer.Items;
using Microsoft.EntityFrameworkCore;

namespace FlushServer.Hosting;

/// <summary>What the benchmark asks the server, outside the measured time.</summary>
internal static class Measures
{
    public static void MapMeasures(this IEndpointRouteBuilder app)
    {
        app.MapGet("/ready", () => "ready");
        app.MapGet("/measures/items", CountAsync);
        app.MapGet("/measures/memory", () => new { peakBytes = Process.GetCurrentProcess().PeakWorkingSet64 });
        app.MapGet("/measures/cpu", () => new { milliseconds = Environment.CpuUsage.TotalTime.TotalMilliseconds });
    }

    private static async Task<Tally> CountAsync(string run, ItemsDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = """SELECT COUNT(*), COUNT(DISTINCT "OperationId") FROM "Items" WHERE "Run" = $run""";
        AddRun(command, run);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new Tally(row.GetInt64(0), row.GetInt64(1));
    }

    private static void AddRun(DbCommand command, string run)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "$run";
        parameter.Value = run;
        command.Parameters.Add(parameter);
    }
}
