using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using NodaTime;
using Npgsql;
using Slipway.Platform;
using Slipway.Platform.Secrets;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Automation;

/// <summary>A database on which a task works: PostgreSQL, or a file of SQLite that has to be there.</summary>
internal sealed class WorkDatabase : IAsyncDisposable
{
    public const string SqlitePrefix = "sqlite:";

    private WorkDatabase(DbConnection connection) => Connection = connection;

    public DbConnection Connection { get; }

    public bool IsPostgres => Connection is NpgsqlConnection;

    /// <exception cref="DbException">It cannot be reached.</exception>
    /// <exception cref="UnfilledSettingException">The text names no database.</exception>
    public static async Task<WorkDatabase> OpenAsync(string database, WorkOutput output, CancellationToken cancellation)
    {
        DbConnection connection = SqliteFile(database) is { } file
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString)
            : new NpgsqlConnection(Postgres(database).ConnectionString);
        if (connection is NpgsqlConnection postgres)
            postgres.Notice += (_, notice) => output.Say(notice.Notice.MessageText);
        try
        {
            await connection.OpenAsync(cancellation);
            return new(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The full path of a file of SQLite; null for PostgreSQL.</summary>
    public static string? SqliteFile(string database) =>
        database.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase) ? Path.GetFullPath(database[SqlitePrefix.Length..]) : null;

    public static NpgsqlConnectionStringBuilder Postgres(string database)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(DatabasePlace.Postgres(database).ConnectionString) { Pooling = false, ApplicationName = "slipway-work" };
        }
        catch (UnusableInputException)
        {
            // Its message would quote a part of what may be a secret.
            throw new UnfilledSettingException($"“database” names no database: write a connection string of PostgreSQL (Host=…;Database=…), its address (postgres://…), or {SqlitePrefix}/path.");
        }
    }

    /// <summary>Waits so long for locks, and so long for each statement, within this transaction.</summary>
    public async Task LimitAsync(DbTransaction transaction, Duration locks, Duration? statements, CancellationToken cancellation)
    {
        await ExecuteAsync(transaction, IsPostgres
            ? $"SET LOCAL lock_timeout = {Milliseconds(locks)}; SET LOCAL statement_timeout = {(statements is { } longest ? Milliseconds(longest) : 0)}"
            : $"PRAGMA busy_timeout = {Milliseconds(locks)}", cancellation);
    }

    /// <summary>Commits; null when it is done. Where the connection breaks meanwhile, nobody knows what became of it.</summary>
    public static async Task<WorkEnd?> CommitAsync(DbTransaction transaction)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
            return null;
        }
        catch (DbException broken)
        {
            return broken.SqlState is { Length: > 0 } ? WorkEnd.Failed(broken.Message) : WorkEnd.Lost($"The connection broke while it committed: {broken.Message}");
        }
    }

    public async Task<int> ExecuteAsync(DbTransaction? transaction, string sql, CancellationToken cancellation, params (string Name, object Value)[] values)
    {
        await using var command = Connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.CommandTimeout = 0;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        // Statement by statement to the last: behind one that gives rows, SQLite would not say what a later one fails with.
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.NextResultAsync(cancellation))
        {
        }
        return reader.RecordsAffected;
    }

    public async Task<IReadOnlyList<string[]>> ReadAsync(string sql, CancellationToken cancellation, DbTransaction? transaction = null)
    {
        await using var command = Connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(cancellation))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader, column))]);
        return rows;
    }

    /// <summary>A value as the plan would write it.</summary>
    public static string Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? "" : reader.GetValue(column) switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => value.ToString() ?? "",
    };

    private static long Milliseconds(Duration length) => Math.Clamp((long)length.TotalMilliseconds, 1, int.MaxValue);

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
