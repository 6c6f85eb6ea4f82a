namespace Stockroom.Accounts;

public sealed class StockUser
{
    public int Id { get; init; }

    public required string UserName { get; set; }

    public string NormalizedUserName { get; set; } = "";

    public string? PasswordHash { get; set; }

    public required string Role { get; set; }
}
