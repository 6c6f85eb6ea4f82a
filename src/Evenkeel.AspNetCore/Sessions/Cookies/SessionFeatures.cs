namespace Evenkeel.AspNetCore.Sessions.Cookies;

/// <summary>A feature of the request: somebody is signing in, so that a session which is there already ends and gets another key.</summary>
internal sealed record SigningIn;

/// <summary>A feature of the request: somebody is signing out.</summary>
internal sealed record SigningOut;

/// <summary>A feature of the request: the key that the cookie about to be written is to name.</summary>
internal sealed record NewSessionKey(string Key);
