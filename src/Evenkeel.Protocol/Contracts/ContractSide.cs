namespace Evenkeel.Protocol.Contracts;

/// <summary>Which part of a contract a finding is about.</summary>
public enum ContractSide
{
    /// <summary>The action itself.</summary>
    Action,

    /// <summary>What clients send: all that an old client may send must be accepted by the new server.</summary>
    Input,

    /// <summary>What the server answers: all that the new server may answer must be known to an old client.</summary>
    Output,
}
