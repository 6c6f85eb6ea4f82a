namespace Evenkeel.Protocol.Contracts;

/// <summary>The rules by which two contracts are compared.</summary>
public static class ContractRules
{
    /// <summary>The new server has no such action. Breaking.</summary>
    public const string ActionRemoved = "action-removed";

    /// <summary>The old server had no such action. Not breaking.</summary>
    public const string ActionAdded = "action-added";

    /// <summary>A type can be sent that the receiver does not take: null, too. Breaking.</summary>
    public const string Type = "type";

    /// <summary>A value of an enumeration can be sent that the receiver does not know. Breaking.</summary>
    public const string Value = "value";

    /// <summary>A property that the receiver requires may be missing. Breaking.</summary>
    public const string Required = "required";

    /// <summary>A property can be sent that the receiver refuses, since it takes no unknown ones. Breaking.</summary>
    public const string UnknownProperty = "unknown-property";

    /// <summary>A property that clients send is no longer read. Not breaking for the call, but what was sent in it is lost.</summary>
    public const string Ignored = "ignored";

    /// <summary>A number, a length or a count can be out of the receiver's range. Breaking.</summary>
    public const string Range = "range";

    /// <summary>A text may not match the receiver's pattern or format. Breaking.</summary>
    public const string Text = "text";

    /// <summary>No alternative of the receiver takes all that can be sent. Breaking.</summary>
    public const string Alternative = "alternative";

    /// <summary>A keyword of JSON Schema that is not compared differs. Taken for breaking.</summary>
    public const string NotCompared = "not-compared";
}
