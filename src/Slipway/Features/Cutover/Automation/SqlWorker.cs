using System.Data.Common;
using Slipway.Planning.Automation;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Runs SQL in one transaction. Only while it commits can an end be unknown: everything before that is taken back by the database itself.</summary>
public sealed class SqlWorker(CommandFolders folders) : IWorker
{
    public WorkKind Kind => WorkKind.Sql;

    public async Task<WorkEnd> DoAsync(WorkSettings settings, WorkContext context, CancellationToken cancellation)
    {
        var sql = (SqlSettings)settings;
        if (await StatementsAsync(sql, context, cancellation) is not { } statements)
            return WorkEnd.Unanswered($"{sql.File} is not a file in a folder that this server allows ({folders.Names}).");
        try
        {
            await using var database = await WorkDatabase.OpenAsync(context.Fill(sql.Database), context.Output, cancellation);
            await using var transaction = await database.Connection.BeginTransactionAsync(cancellation);
            await database.LimitAsync(transaction, sql.LockTimeout.Nominal, sql.StatementTimeout.Nominal, cancellation);
            var did = await RunAsync(database, transaction, statements, cancellation);
            context.Output.Say(did.ToString());
            if (NotExpected(sql, did) is { } notExpected)
                return WorkEnd.Failed($"{notExpected}; everything was taken back");
            if (sql.DryRun)
                return WorkEnd.Succeeded($"{did}; dry run: everything was taken back");
            return await WorkDatabase.CommitAsync(transaction) ?? WorkEnd.Succeeded(did.ToString());
        }
        catch (DbException refused)
        {
            // Taken back or never begun; asked as a check, it has found neither yes nor no.
            return WorkEnd.Unanswered(refused.Message);
        }
    }

    private async Task<string?> StatementsAsync(SqlSettings sql, WorkContext context, CancellationToken cancellation)
    {
        if (sql.Run is { } run)
            return context.Fill(run);
        return folders.Find(context.Fill(sql.File!)) is { } file ? context.Fill(await File.ReadAllTextAsync(file, cancellation)) : null;
    }

    private static async Task<Did> RunAsync(WorkDatabase database, DbTransaction transaction, string statements, CancellationToken cancellation)
    {
        await using var command = database.Connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statements;
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (returned, scalar) = (0L, (string?)null);
        do
        {
            if (reader.FieldCount == 0)
                continue;
            (returned, scalar) = (0, null);
            while (await reader.ReadAsync(cancellation))
            {
                scalar ??= WorkDatabase.Text(reader, 0);
                returned++;
            }
        }
        while (await reader.NextResultAsync(cancellation));
        await reader.CloseAsync();
        return new(Math.Max(0, reader.RecordsAffected), returned, scalar);
    }

    private static string? NotExpected(SqlSettings sql, Did did)
    {
        if (sql.Rows is { } rows && did.Rows != rows)
            return $"{did.Rows} rows instead of {rows}";
        return sql.Scalar is { } scalar && did.Scalar != scalar ? $"“{did.Scalar}” instead of “{scalar}”" : null;
    }

    /// <param name="Changed">Rows that were changed.</param>
    /// <param name="Returned">Rows that the last query gave.</param>
    /// <param name="Scalar">The first column of its first row; null without a row.</param>
    private sealed record Did(long Changed, long Returned, string? Scalar)
    {
        public long Rows => Changed > 0 ? Changed : Returned;

        public override string ToString() => Scalar is null ? $"{Rows} rows" : $"{Rows} rows, first “{(Scalar.Length > 100 ? Scalar[..100] + "…" : Scalar)}”";
    }
}
