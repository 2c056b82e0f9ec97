using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Slipway.Platform.Storage.Copying;

/// <summary>
/// Copies all rows between PostgreSQL and a SQLite file of the same version, one row in memory at a time, and reads back
/// what was written. Whoever calls it has begun the transaction on PostgreSQL.
/// </summary>
internal sealed class TableCopy(NpgsqlConnection postgres, SqliteConnection sqlite, Action<string, long> copied)
{
    private const long ToldEvery = 5000;

    public async Task ToSqliteAsync(CancellationToken cancellation)
    {
        foreach (var table in await TableShape.AllAsync(sqlite, postgres, cancellation))
        {
            var written = await FillSqliteAsync(table, cancellation);
            Require(table, written, await ReadSqliteAsync(table, _ => Task.CompletedTask, cancellation));
            copied(table.Name, written.Rows);
        }
    }

    public async Task ToPostgresAsync(CancellationToken cancellation)
    {
        foreach (var table in await TableShape.AllAsync(sqlite, postgres, cancellation))
        {
            var written = await FillPostgresAsync(table, cancellation);
            foreach (var column in table.Columns.Where(column => column.Counts))
                await CountOnAsync(table, column, cancellation);
            Require(table, written, await ReadPostgresAsync(table, _ => { }, cancellation));
            copied(table.Name, written.Rows);
        }
    }

    private async Task<RowSum> FillSqliteAsync(TableShape table, CancellationToken cancellation)
    {
        await using var transaction = await sqlite.BeginTransactionAsync(cancellation);
        await using var insert = sqlite.CreateCommand();
        insert.CommandText = $"INSERT INTO {TableShape.Quoted(table.Name)} ({table.ColumnList}) VALUES ({string.Join(", ", table.Columns.Select((_, at) => $"$v{at}"))})";
        for (var at = 0; at < table.Columns.Count; at++)
            insert.Parameters.Add(new SqliteParameter { ParameterName = $"$v{at}" });
        var rows = 0L;
        var sum = await ReadPostgresAsync(table, row =>
        {
            for (var at = 0; at < row.Length; at++)
                insert.Parameters[at].Value = row[at] is { } value ? table.Columns[at].Kind.ToSqlite(value) : DBNull.Value;
            insert.ExecuteNonQuery();
            Tell(table, ++rows);
        }, cancellation);
        await transaction.CommitAsync(cancellation);
        return sum;
    }

    private async Task<RowSum> FillPostgresAsync(TableShape table, CancellationToken cancellation)
    {
        await using var import = await postgres.BeginBinaryImportAsync($"COPY {TableShape.Quoted(table.Name)} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", cancellation);
        import.Timeout = TimeSpan.Zero;
        var rows = 0L;
        var sum = await ReadSqliteAsync(table, async row =>
        {
            await import.StartRowAsync(cancellation);
            for (var at = 0; at < row.Length; at++)
            {
                if (row[at] is { } value)
                    await import.WriteAsync(value, table.Columns[at].Kind.Wire, cancellation);
                else
                    await import.WriteNullAsync(cancellation);
            }
            Tell(table, ++rows);
        }, cancellation);
        await import.CompleteAsync(cancellation);
        return sum;
    }

    /// <summary>What is counted goes on behind what was copied.</summary>
    private async Task CountOnAsync(TableShape table, ColumnShape column, CancellationToken cancellation)
    {
        var (from, name) = (TableShape.Quoted(table.Name), TableShape.Quoted(column.Name));
        await using var command = postgres.CreateCommand();
        command.CommandText = $"SELECT setval(pg_get_serial_sequence($1, $2), COALESCE((SELECT max({name}) FROM {from}), 1), EXISTS (SELECT FROM {from}))";
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(column.Name);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<RowSum> ReadPostgresAsync(TableShape table, Action<object?[]> take, CancellationToken cancellation)
    {
        await using var command = postgres.CreateCommand();
        command.CommandText = $"SELECT {table.ColumnList} FROM {TableShape.Quoted(table.Name)}";
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var sum = new RowSum();
        while (await reader.ReadAsync(cancellation))
        {
            var row = Row(reader, table, kind => kind.FromPostgres);
            sum.Add(row);
            take(row);
        }
        return sum;
    }

    private async Task<RowSum> ReadSqliteAsync(TableShape table, Func<object?[], Task> take, CancellationToken cancellation)
    {
        await using var command = sqlite.CreateCommand();
        command.CommandText = $"SELECT {table.ColumnList} FROM {TableShape.Quoted(table.Name)}";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var sum = new RowSum();
        while (await reader.ReadAsync(cancellation))
        {
            var row = Row(reader, table, kind => kind.FromSqlite);
            sum.Add(row);
            await take(row);
        }
        return sum;
    }

    private void Tell(TableShape table, long rows)
    {
        if (rows % ToldEvery == 0)
            copied(table.Name, rows);
    }

    private static object?[] Row(DbDataReader reader, TableShape table, Func<ColumnKind, Func<DbDataReader, int, object>> read) =>
        [.. table.Columns.Select((column, at) => reader.IsDBNull(at) ? null : read(column.Kind)(reader, at))];

    private static void Require(TableShape table, RowSum written, RowSum there)
    {
        if (!written.Matches(there))
            throw new InvalidOperationException($"{table.Name} does not read as it was written: {there.Rows} rows of {written.Rows}. Nothing was kept.");
    }
}
