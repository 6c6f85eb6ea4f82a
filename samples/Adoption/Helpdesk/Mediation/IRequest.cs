using System.Diagnostics.CodeAnalysis;

namespace Helpdesk.Mediation;

/// <summary>Something that the application is asked to do, and what it answers.</summary>
[SuppressMessage("Design", "CA1040", Justification = "The interface ties a request to its answer.")]
public interface IRequest<TAnswer>;
