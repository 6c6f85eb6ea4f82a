namespace Helpdesk.Mediation;

/// <summary>Says what is wrong with a request, by field.</summary>
public interface IValidator<in TRequest>
{
    IEnumerable<(string Field, string Sentence)> Check(TRequest request);
}
