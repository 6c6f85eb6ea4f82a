namespace Evenkeel.Benchmarks;

/// <summary>The database that a server runs on.</summary>
internal enum Engine
{
    Sqlite,
    Postgres,
}
