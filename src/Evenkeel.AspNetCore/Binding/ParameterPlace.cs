namespace Evenkeel.AspNetCore.Binding;

/// <summary>Where a parameter travels.</summary>
internal enum ParameterPlace
{
    Path,
    Query,
    Header,
}
