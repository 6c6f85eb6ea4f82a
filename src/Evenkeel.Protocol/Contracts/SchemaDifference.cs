namespace Evenkeel.Protocol.Contracts;

/// <summary>Something that a sender may send and a receiver does not take.</summary>
internal sealed record SchemaDifference(string Rule, string Path, string Detail);
