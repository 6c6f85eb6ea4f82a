using Evenkeel.Adoption.Tests.Exchanges;

namespace Evenkeel.Adoption.Tests.Hosting;

/// <summary>Somebody with a token or a cookie, which goes along with each of their calls.</summary>
internal sealed record SignedIn(Uri Server, string Header, string Value)
{
    public Call Sign(Call call) => call.With(Header, Value);

    public Task<Answer> SendAsync(Call call) => Wire.SendAsync(Server, Sign(call));
}
