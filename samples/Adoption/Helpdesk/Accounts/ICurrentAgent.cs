namespace Helpdesk.Accounts;

/// <summary>The agent on whose behalf the application is working.</summary>
public interface ICurrentAgent
{
    string Name { get; }
}
