using Evenkeel.AspNetCore.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Signing;

/// <summary>Keys from the application's database where it has one, else from this process.</summary>
internal static class SigningChoice
{
    public static ISigningKeys Make(IServiceProvider services) => new DerivedKeys(
        services.GetService<ApplicationStore>() is null ? new ProcessMasterKey() : ActivatorUtilities.CreateInstance<StoreMasterKey>(services));
}
