using System.Reflection;
using System.Runtime.CompilerServices;
using Evenkeel.AspNetCore.Actions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>By what an endpoint is known again: the framework builds each of them more than once.</summary>
internal readonly struct QueryIdentity(EndpointBuilder endpoint, CachedMetadata cached) : IEquatable<QueryIdentity>
{
    // Made once for each call of MapQuery, though alike.
    private readonly ActionMetadata? _mapped = endpoint.Metadata.OfType<ActionMetadata>().LastOrDefault(each => each.IsNative);
    private readonly CachedMetadata _cached = cached;
    private readonly MethodInfo? _handler = endpoint.Metadata.OfType<MethodInfo>().LastOrDefault();
    private readonly string _name = string.Join(
        ' ', [.. endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods ?? [], (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText, endpoint.DisplayName]);

    public bool Equals(QueryIdentity other) =>
        ReferenceEquals(_mapped, other._mapped) && ReferenceEquals(_cached, other._cached) && Equals(_handler, other._handler) && _name == other._name;

    public override bool Equals(object? obj) => obj is QueryIdentity other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(_mapped), RuntimeHelpers.GetHashCode(_cached), _name);
}
