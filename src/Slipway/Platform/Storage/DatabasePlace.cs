using Npgsql;

namespace Slipway.Platform.Storage;

/// <summary>Where the data is: in one SQLite file under a folder, or in a PostgreSQL database.</summary>
public sealed record DatabasePlace
{
    public const string FileName = "slipway.db";

    private DatabasePlace(string? dataFolder, string? connectionString) =>
        (DataFolder, ConnectionString) = (dataFolder, connectionString);

    /// <summary>The full path of the data folder; null with PostgreSQL.</summary>
    public string? DataFolder { get; }

    /// <summary>PostgreSQL's connection string; null with SQLite.</summary>
    public string? ConnectionString { get; }

    public bool IsSqlite => DataFolder is not null;

    public string DatabaseFile => Path.Combine(DataFolder ?? throw new InvalidOperationException("PostgreSQL has no database file."), FileName);

    public static DatabasePlace Folder(string folder) => new(Path.GetFullPath(folder), null);

    /// <param name="connection">Npgsql's keywords, or a postgres:// address as most tools write it.</param>
    public static DatabasePlace Postgres(string connection)
    {
        try
        {
            var builder = IsAddress(connection) ? FromAddress(new Uri(connection)) : new NpgsqlConnectionStringBuilder(connection);
            if (string.IsNullOrEmpty(builder.Host))
                throw new FormatException("it names no host");
            builder.ApplicationName ??= "slipway";
            return new(null, builder.ConnectionString);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new UnusableInputException(
                $"--db is not a PostgreSQL connection string ({wrong.Message}); write for instance Host=localhost;Database=slipway;Username=slipway;Password=…", wrong);
        }
    }

    /// <summary>For messages: never with a password.</summary>
    public override string ToString()
    {
        if (DataFolder is not null)
            return DataFolder;
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString);
        return $"PostgreSQL database {builder.Database} on {builder.Host}:{builder.Port}";
    }

    private static bool IsAddress(string connection) =>
        connection.StartsWith("postgres://", StringComparison.Ordinal) || connection.StartsWith("postgresql://", StringComparison.Ordinal);

    private static NpgsqlConnectionStringBuilder FromAddress(Uri address)
    {
        var user = address.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port > 0 ? address.Port : NpgsqlConnection.DefaultPort,
            Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
        };
        if (user.Length == 2)
            builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            builder[parts[0] == "sslmode" ? "SSL Mode" : Uri.UnescapeDataString(parts[0])] = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "true";
        }
        return builder;
    }
}
