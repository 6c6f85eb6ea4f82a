using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Contracts;

internal static partial class ContractLog
{
    [LoggerMessage(1701, LogLevel.Warning, "{Method} {Route} has no contract: one of its types has no JSON Schema.")]
    public static partial void NoSchema(this ILogger<ContractCatalog> log, Exception error, string method, string route);
}
