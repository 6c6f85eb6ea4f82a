namespace Evenkeel.Architecture.Tests.Api;

public sealed class ApiTextTests
{
    private const string Here = "Evenkeel.Architecture.Tests.Api.ApiTextTests";

    [Fact]
    public void A_record_shows_its_own_members_only() => Assert.Equal(
        [
            $"{Here}.Note : sealed record class",
            $"{Here}.Note.Limit : const int = 5",
            $"{Here}.Note.Tags : System.Collections.Generic.IReadOnlyList<string?>? {{ get; set }}",
            $"{Here}.Note.Text : required string {{ get; init }}",
            $"{Here}.Note.new()",
        ],
        ApiText.Of([typeof(Note)]));

    [Fact]
    public void An_interface_shows_parameters_defaults_and_nullability() => Assert.Equal(
        [
            $"{Here}.IStore : interface",
            $"{Here}.IStore.FindAsync<T>(string key, T? fallback, int limit = 10, System.Threading.CancellationToken cancellation = default) : System.Threading.Tasks.Task<T?>",
        ],
        ApiText.Of([typeof(IStore)]));

    [Fact]
    public void An_enum_shows_its_values() => Assert.Equal(
        [$"{Here}.Answer : enum", $"{Here}.Answer.No = 0", $"{Here}.Answer.Yes = 1"],
        ApiText.Of([typeof(Answer)]));

    public enum Answer
    {
        No,
        Yes,
    }

    public interface IStore
    {
        Task<T?> FindAsync<T>(string key, T? fallback, int limit = 10, CancellationToken cancellation = default)
            where T : class;
    }

    public sealed record Note
    {
        public const int Limit = 5;

        public required string Text { get; init; }

        public IReadOnlyList<string?>? Tags { get; set; }

        internal int Hidden { get; set; }
    }
}
