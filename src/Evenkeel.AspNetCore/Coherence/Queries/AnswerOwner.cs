namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>Whom an answer belongs to. Endpoint metadata, boxed; the last one of an endpoint stands.</summary>
internal enum AnswerOwner
{
    User,
    Tenant,
    Everyone,
}
