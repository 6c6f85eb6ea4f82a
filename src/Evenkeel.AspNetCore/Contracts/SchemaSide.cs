namespace Evenkeel.AspNetCore.Contracts;

/// <summary>Which way the values of a schema travel: a server takes more than it gives.</summary>
internal enum SchemaSide
{
    /// <summary>Clients send them.</summary>
    Taken,

    /// <summary>The server writes them.</summary>
    Given,
}
