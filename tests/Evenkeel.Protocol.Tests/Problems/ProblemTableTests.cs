using System.Reflection;
using Evenkeel.Protocol.Problems;
using Evenkeel.Protocol.Tests.Vectors;

namespace Evenkeel.Protocol.Tests.Problems;

public sealed class ProblemTableTests
{
    [Fact]
    public void The_table_is_protocol_problems_json()
    {
        var file = VectorFile.Read("problems.json").GetProperty("problems").EnumerateArray()
            .Select(each => (each.GetProperty("code").GetString()!, each.GetProperty("status").GetInt32(), each.GetProperty("title").GetString()!));
        var table = ProblemTable.All.Select(problem => (problem.Code, problem.Status, problem.Title));
        Assert.Equal(file.Order(), table.Order());
    }

    [Fact]
    public void Every_constant_is_in_the_table_and_every_row_has_a_constant()
    {
        var constants = typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.Name != nameof(ProblemCodes.TypePrefix)).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(constants.Order(), ProblemTable.All.Select(problem => problem.Code).Order());
    }

    [Fact]
    public void The_type_of_a_problem_is_a_urn_that_ends_with_its_code() =>
        Assert.Equal("urn:evenkeel:problem:lane-held", ProblemTable.Get(ProblemCodes.LaneHeld).Type);

    [Fact]
    public void An_unknown_code_has_no_problem() => Assert.Throws<KeyNotFoundException>(() => ProblemTable.Get("no-such-code"));
}
