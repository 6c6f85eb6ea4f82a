namespace Evenkeel.Architecture.Tests.Graphs;

internal readonly record struct NamedType(string Namespace, string Name);
