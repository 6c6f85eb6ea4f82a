namespace Evenkeel.AspNetCore.Forgery;

/// <summary>Which pages of other origins may send commands under a cookie. Those that the application's CORS policy lets send credentials: there is one list, not two.</summary>
public sealed class ForgeryOptions
{
    /// <summary>The name of the CORS policy that holds for endpoints which name none themselves.</summary>
    /// <value>Default <see langword="null"/>: the application's default policy, if it has one. Set it where the application calls <c>UseCors("name")</c>.</value>
    public string? CorsPolicy { get; set; }
}
