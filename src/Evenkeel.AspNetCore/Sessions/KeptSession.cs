using Microsoft.AspNetCore.Authentication;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>A session as it was read.</summary>
/// <param name="Row">What is stored.</param>
/// <param name="Ticket">Its ticket, which requests get copies of; null: it was ended, or nothing here can read it.</param>
internal sealed record KeptSession(SessionRow Row, AuthenticationTicket? Ticket);
