using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>Has Data Protection keep its keys with us, under a name that does not change with the folder of a release.</summary>
internal sealed class KeySetup(StoredKeys stored, IServiceProvider services, IOptions<UserSessionOptions> own) : IPostConfigureOptions<KeyManagementOptions>, IPostConfigureOptions<DataProtectionOptions>
{
    public void PostConfigure(string? name, KeyManagementOptions options)
    {
        if (options.XmlRepository != stored)
        {
            (stored.Former, options.XmlRepository) = (options.XmlRepository, stored);
        }

        options.AutoGenerateKeys = false;
    }

    public void PostConfigure(string? name, DataProtectionOptions options)
    {
        // The framework's default is the content root: the folder of the release.
        if (options.ApplicationDiscriminator is null || options.ApplicationDiscriminator == services.GetApplicationUniqueIdentifier())
        {
            options.ApplicationDiscriminator = own.Value.ApplicationName;
        }
    }
}
