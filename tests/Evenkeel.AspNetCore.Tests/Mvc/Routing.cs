namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>How requests find an MVC action.</summary>
public enum Routing
{
    /// <summary>By endpoint routing: <c>MapControllers</c>.</summary>
    Endpoints,

    /// <summary>By MVC itself, as before ASP.NET Core 3: <c>EnableEndpointRouting = false</c> and <c>UseMvc</c>.</summary>
    ByMvc,
}
