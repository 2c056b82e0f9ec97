using System.Collections.Concurrent;

namespace Slipway.Testing.Databases;

/// <summary>One PostgreSQL for the whole test run, started when the first test asks, ended with the process. Without it those tests are skipped.</summary>
public static class PostgresServer
{
    private static readonly Lazy<PostgresCluster> Server = new(Start);
    private static readonly ConcurrentBag<string> Empty = [];
    private static int databases;

    public static bool Installed => PostgresCluster.Programs is not null;

    /// <summary>An empty database: its connection string. One that a test gave back is made empty and used again.</summary>
    public static string NewDatabase() =>
        Empty.TryTake(out var used) ? used : Server.Value.NewDatabase($"slipway_{Interlocked.Increment(ref databases)}");

    /// <summary>Gives a database back that nobody is connected to any more.</summary>
    public static void GiveBack(string connectionString)
    {
        Server.Value.Say(connectionString.Split("Database=")[1].Split(';')[0], "SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        Empty.Add(connectionString);
    }

    private static PostgresCluster Start()
    {
        var cluster = new PostgresCluster();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Dispose();
        return cluster;
    }
}
