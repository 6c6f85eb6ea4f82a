using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Databases;

/// <summary>The application's own context, named once by <c>UseStore</c>.</summary>
internal sealed class ApplicationStore(Type contextType)
{
    public Type ContextType { get; } = contextType;

    /// <summary>The context of a request: the very instance that its handler is given.</summary>
    public DbContext Resolve(IServiceProvider services) => (DbContext)services.GetRequiredService(ContextType);

    public bool Covers(DbContext? context) => ContextType.IsInstanceOfType(context);
}
