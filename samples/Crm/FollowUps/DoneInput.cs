using Crm.Problems;

namespace Crm.FollowUps;

public sealed record DoneInput
{
    public bool? Done { get; init; }

    public FieldErrors Check() => Done is null ? new FieldErrors().Add("done", "Say true or false.") : new FieldErrors();
}
