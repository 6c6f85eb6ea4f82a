using System.Diagnostics.CodeAnalysis;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>The kinds that this build knows, by the name that is stored and by the type of the message.</summary>
internal sealed class DeliveryKinds
{
    private readonly Dictionary<string, DeliveryKind> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, DeliveryKind> _byMessage = [];

    /// <exception cref="InvalidOperationException">Two kinds share a name, or two a message.</exception>
    public DeliveryKinds(IEnumerable<DeliveryKind> kinds)
    {
        foreach (var kind in kinds)
        {
            if ((!_byName.TryAdd(kind.Name, kind) && !_byName[kind.Name].Equals(kind)) || (!_byMessage.TryAdd(kind.Message, kind) && !_byMessage[kind.Message].Equals(kind)))
            {
                throw new InvalidOperationException(
                    $"The delivery '{kind.Name}' of {kind.Message.Name} by {kind.Delivery.Name} contradicts another: a name stands for one message, and a message has one delivery.");
            }
        }
    }

    public IReadOnlyCollection<string> Names => _byName.Keys;

    public DeliveryKind this[string name] => _byName[name];

    public bool TryFind(Type message, [NotNullWhen(true)] out DeliveryKind? kind) => _byMessage.TryGetValue(message, out kind);
}
