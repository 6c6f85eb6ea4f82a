using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Tests.Vectors;

namespace Evenkeel.Protocol.Tests.Operations;

public sealed class ScopeNameTests
{
    [Fact]
    public void Scopes_are_those_of_the_vectors() => VectorFile.CheckAll(
        VectorFile.Cases("scopes"),
        each => Assert.Equal(each.GetProperty("scope").GetString(), ScopeName.Of(each.GetProperty("tenant").GetString()!, each.GetProperty("user").GetString()!)));

    [Fact]
    public void Tenant_and_user_cannot_be_shifted_into_each_other() => Assert.NotEqual(ScopeName.Of("ab", "c"), ScopeName.Of("a", "bc"));
}
