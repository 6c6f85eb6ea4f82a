using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore;

/// <summary>What <c>AddEvenkeel</c> returns; features add themselves to it by extension methods.</summary>
public interface IEvenkeelBuilder
{
    /// <summary>The application's services.</summary>
    IServiceCollection Services { get; }
}
