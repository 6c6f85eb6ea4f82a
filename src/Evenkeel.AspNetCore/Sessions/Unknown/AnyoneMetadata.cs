namespace Evenkeel.AspNetCore.Sessions.Unknown;

/// <summary>An endpoint to which it is all the same who calls: it changes nothing, and begins its answer by itself.</summary>
internal sealed record AnyoneMetadata;
