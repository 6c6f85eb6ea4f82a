namespace Evenkeel.AspNetCore.Tests.Deliveries;

/// <summary>What the application under test sends.</summary>
public sealed record Mail(string To);
