namespace Evenkeel.AspNetCore.Sessions;

/// <summary>How the sessions of the application's cookie authentication are kept in its database.</summary>
public sealed class UserSessionOptions
{
    /// <summary>The cookie scheme whose sessions are kept.</summary>
    /// <value>Default <see langword="null"/>: the default scheme to authenticate with, else the default scheme, else the one to sign in with, else the only one. The host does not start if that is no cookie scheme.</value>
    public string? Scheme { get; set; }

    /// <summary>How long after its sign-in a session ends, however active its user is.</summary>
    /// <value>Default <see langword="null"/>: it ends only for want of activity, as <c>CookieAuthenticationOptions.ExpireTimeSpan</c> says. Range 1 minute to 400 days.</value>
    public TimeSpan? AbsoluteLifetime { get; set; }

    /// <summary>How long an instance trusts that a session is valid before it asks the database again. So long may a session that another instance has ended go on here; on its own instance the end counts at once.</summary>
    /// <value>Default 900 milliseconds, so that what ends anywhere is over everywhere within a second. Range 0 (the database is asked by each request) to 1 second.</value>
    public TimeSpan ValidFor { get; set; } = TimeSpan.FromMilliseconds(900);

    /// <summary>How many sessions, and how many cookies that it has read, an instance keeps in memory. Those beyond it are read for each request.</summary>
    /// <value>Default 10,000. Range 0 to 1,000,000.</value>
    public int MaxKept { get; set; } = 10_000;

    /// <summary>How many sessions a user has at once. A sign-in beyond it ends the one whose activity is longest ago. Sessions of nobody in particular, without a user's id, are not counted.</summary>
    /// <value>Default 100. Range 1 to 10,000; <see langword="null"/>: there is no limit.</value>
    public int? MaxPerUser { get; set; } = 100;

    /// <summary>Whether the cookie is named <c>__Host-…</c> and sent over HTTPS only, where the application has left name, path, domain and security of the cookie as the framework has them.</summary>
    /// <value>Default <see langword="null"/>: everywhere but in the environment <c>Development</c>. Set it to <see langword="false"/> for a server that is reached by plain HTTP.</value>
    public bool? HostCookie { get; set; }

    /// <summary>Whether a cookie from before <c>AddSessions</c>, which holds its whole ticket, goes on being accepted. It becomes a stored session at its first use.</summary>
    /// <value>Default <see langword="true"/>. Set it to <see langword="false"/> when the last of them has expired.</value>
    public bool AdoptCookies { get; set; } = true;

    /// <summary>The name under which Data Protection isolates this application, the same in each release. An application that calls <c>SetApplicationName</c> keeps its own.</summary>
    /// <value>Default <c>evenkeel</c>. 1 to 200 characters. To change it signs everybody out.</value>
    public string ApplicationName { get; set; } = "evenkeel";

    /// <summary>
    /// Whether this instance becomes ready though it cannot read what the others protect, and makes a key if there are none: for the operator who has lost the keys for good. All sessions of other keys end, and what
    /// else they protect is lost.
    /// </summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool UnsafeStartWithoutOldKeys { get; set; }
}
