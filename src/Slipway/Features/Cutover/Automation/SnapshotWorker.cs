using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Slipway.Planning.Automation;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Copies a database into a file, restores the copy aside and counts what is in it. The end names file, size and hash, and so the journal does.</summary>
public sealed class SnapshotWorker(PostgresTools tools) : IWorker
{
    public WorkKind Kind => WorkKind.Snapshot;

    public async Task<WorkEnd> DoAsync(WorkSettings settings, WorkContext context, CancellationToken cancellation)
    {
        var snapshot = (SnapshotSettings)settings;
        var (database, folder) = (context.Fill(snapshot.Database), context.Fill(snapshot.To));
        try
        {
            Directory.CreateDirectory(folder);
            var sqlite = WorkDatabase.SqliteFile(database);
            // The key makes the name: done again, it takes the place of what a crash left.
            var file = Path.Combine(folder, $"{context.Given["launch"]}-{context.Given["task"]}-{WorkOutput.Hash(context.Key)[..8]}{(sqlite is null ? ".dump" : ".db")}");
            var part = file + ".part";
            File.Delete(part);
            var (counted, problem) = sqlite is null
                ? await DumpAsync(database, snapshot.Aside is { } aside ? context.Fill(aside) : null, part, context.Output, cancellation)
                : await CopyAsync(sqlite, part, cancellation);
            if (problem is not null)
                return WorkEnd.Failed(problem);
            File.Move(part, file, overwrite: true);
            return WorkEnd.Succeeded(await SayAsync(file, counted!, cancellation));
        }
        catch (Exception refused) when (refused is DbException or IOException or UnauthorizedAccessException)
        {
            // Asked as a check, it has found neither yes nor no.
            return WorkEnd.Unanswered(refused.Message);
        }
    }

    /// <summary>Of exactly one state: the dump and the count look at the same snapshot of PostgreSQL.</summary>
    private async Task<(Counted? Counted, string? Problem)> DumpAsync(string database, string? aside, string file, WorkOutput output, CancellationToken cancellation)
    {
        if (tools.Missing is { } missing)
            return (null, missing);
        await using var source = await WorkDatabase.OpenAsync(database, output, cancellation);
        await using var transaction = await source.Connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var state = (await source.ReadAsync("SELECT pg_export_snapshot()", cancellation, transaction))[0][0];
        if (await tools.RunAsync("pg_dump", database, ["--format=custom", $"--snapshot={state}", $"--file={file}"], output, cancellation) is { } notDumped)
            return (null, notDumped);
        var there = await CountAsync(source, transaction, output, cancellation);
        await using var spare = await SpareDatabase.MakeAsync(aside ?? database, output, cancellation);
        if (await tools.RunAsync("pg_restore", spare.ConnectionString, ["--exit-on-error", "--no-owner", "--no-privileges", $"--dbname={spare.Name}", file], output, cancellation) is { } notRestored)
            return (null, notRestored);
        await using var copy = await WorkDatabase.OpenAsync(spare.ConnectionString, output, cancellation);
        var restored = await CountAsync(copy, null, output, cancellation);
        return there.Equals(restored) ? (restored, null) : (null, $"What was restored aside differs: {restored} instead of {there}.");
    }

    private static async Task<(Counted? Counted, string? Problem)> CopyAsync(string from, string to, CancellationToken cancellation)
    {
        if (!File.Exists(from))
            throw new FileNotFoundException($"There is no database {from}.");
        await using (var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = from, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString))
        await using (var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ConnectionString))
        {
            await source.OpenAsync(cancellation);
            await target.OpenAsync(cancellation);
            await Task.Run(() => source.BackupDatabase(target), cancellation);
        }
        await using var copy = await WorkDatabase.OpenAsync(WorkDatabase.SqlitePrefix + to, new WorkOutput(), cancellation);
        var check = await copy.ReadAsync("PRAGMA integrity_check", cancellation);
        if (check is not [["ok"]])
            return (null, $"The copy is damaged: {check[0][0]}");
        return (await CountAsync(copy, null, new WorkOutput(), cancellation), null);
    }

    private static async Task<Counted> CountAsync(WorkDatabase database, DbTransaction? transaction, WorkOutput output, CancellationToken cancellation)
    {
        var tables = await database.ReadAsync(database.IsPostgres
            ? "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"
            : "SELECT '\"' || replace(name, '\"', '\"\"') || '\"' FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1", cancellation, transaction);
        var rows = 0L;
        var all = new StringBuilder();
        foreach (var table in tables.Select(row => row[0]))
        {
            var count = (await database.ReadAsync($"SELECT count(*) FROM {table}", cancellation, transaction))[0][0];
            rows += long.Parse(count, CultureInfo.InvariantCulture);
            all.Append(table).Append(' ').Append(count).Append('\n');
            output.Say($"{table}: {count}");
        }
        return new(tables.Count, rows, all.ToString());
    }

    private static async Task<string> SayAsync(string file, Counted counted, CancellationToken cancellation)
    {
        await using var bytes = File.OpenRead(file);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellation));
        return string.Create(CultureInfo.InvariantCulture, $"{file} · {bytes.Length / 1e6:0.0} MB · sha256 {hash} · restored aside: {counted}");
    }

    /// <param name="All">Each table with its rows: what has to be the same.</param>
    private sealed record Counted(int Tables, long Rows, string All)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tables} tables, {Rows} rows");
    }
}
