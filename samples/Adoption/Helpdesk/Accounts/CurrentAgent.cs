namespace Helpdesk.Accounts;

public sealed class CurrentAgent(IHttpContextAccessor accessor) : ICurrentAgent
{
    public string Name => accessor.HttpContext?.User.Identity?.Name ?? throw new InvalidOperationException("Nobody is signed in.");
}
