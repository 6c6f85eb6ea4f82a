using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Evenkeel.Architecture.Tests.Graphs;

namespace Evenkeel.Architecture.Tests.Compiled;

/// <summary>What a built assembly really uses: signatures, attributes and the code of every method. (A constant is copied, so its use is not seen.)</summary>
internal sealed class CompiledAssembly : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _reader;

    public CompiledAssembly(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _reader = _file.GetMetadataReader();
    }

    public IReadOnlyList<string> References => [.. _reader.AssemblyReferences
        .Select(each => _reader.GetString(_reader.GetAssemblyReference(each).Name))
        .Order(StringComparer.Ordinal)];

    /// <summary>Which namespace uses which, among those that begin with <paramref name="prefix"/>.</summary>
    public NamespaceGraph Namespaces(string prefix)
    {
        var graph = new NamespaceGraph();
        foreach (var handle in _reader.TypeDefinitions)
        {
            var user = Name(handle);
            if (!IsWithin(user.Namespace, prefix))
            {
                continue;
            }

            var uses = new TypeUses(_reader, _file);
            uses.Visit(handle);
            foreach (var used in uses.Found.Select(Name).Where(used => IsWithin(used.Namespace, prefix)))
            {
                graph.Add(user, used);
            }
        }

        return graph;
    }

    public void Dispose() => _file.Dispose();

    private static bool IsWithin(string space, string prefix) => space == prefix || space.StartsWith(prefix + ".", StringComparison.Ordinal);

    // Nested types, the compiler's own among them, count as their outermost type.
    private NamedType Name(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
        {
            type = _reader.GetTypeDefinition(type.GetDeclaringType());
        }

        return new NamedType(_reader.GetString(type.Namespace), _reader.GetString(type.Name));
    }
}
