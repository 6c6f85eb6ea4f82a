namespace Evenkeel.AspNetCore.Databases;

/// <summary>The databases that Evenkeel speaks to.</summary>
internal enum DatabaseEngine
{
    Sqlite,
    PostgreSql,
}
