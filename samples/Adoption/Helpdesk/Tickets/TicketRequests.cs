using Helpdesk.Mediation;

namespace Helpdesk.Tickets;

public static class TicketRequests
{
    public static void AddTicketRequests(this IServiceCollection services)
    {
        services.AddScoped<TicketDesk>();
        services.AddScoped<IRequestHandler<OpenTicket, TicketView>, OpenTicketHandler>();
        services.AddScoped<IRequestHandler<AssignTicket, TicketView>, AssignTicketHandler>();
        services.AddScoped<IRequestHandler<AddComment, Comment>, AddCommentHandler>();
        services.AddScoped<IRequestHandler<CloseTicket, ClosedTicket>, CloseTicketHandler>();
        services.AddScoped<IRequestHandler<DeleteTicket, int>, DeleteTicketHandler>();
        services.AddScoped<IRequestHandler<FindTicket, TicketView>, FindTicketHandler>();
        services.AddScoped<IRequestHandler<ListTickets, List<TicketView>>, ListTicketsHandler>();
        services.AddSingleton<IValidator<OpenTicket>, OpenTicketValidator>();
        services.AddSingleton<IValidator<AddComment>, AddCommentValidator>();
    }
}
