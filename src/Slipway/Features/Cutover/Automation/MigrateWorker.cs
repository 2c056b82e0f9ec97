using System.Data.Common;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Slipway.Planning.Automation;

namespace Slipway.Features.Cutover.Automation;

/// <summary>
/// Runs a folder's SQL files in order, each in one transaction with the record that it ran: done again after a crash, it goes
/// on where it stood. A file that was changed after it ran is an error, for nobody knows then what the database holds.
/// </summary>
public sealed class MigrateWorker(CommandFolders folders, IClock clock) : IWorker
{
    public WorkKind Kind => WorkKind.Migrate;

    public async Task<WorkEnd> DoAsync(WorkSettings settings, WorkContext context, CancellationToken cancellation)
    {
        var migrate = (MigrateSettings)settings;
        var folder = context.Fill(migrate.Folder);
        if (!folders.Holds(folder))
            return WorkEnd.Failed($"{folder} is not a folder that this server allows ({folders.Names}).");
        var files = Directory.GetFiles(folder, "*.sql").Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            return WorkEnd.Failed($"{folder} holds no file *.sql.");
        try
        {
            await using var database = await WorkDatabase.OpenAsync(context.Fill(migrate.Database), context.Output, cancellation);
            return await RunAllAsync(database, migrate, files, context, cancellation);
        }
        catch (DbException refused)
        {
            // Asked as a check, it has found neither yes nor no.
            return WorkEnd.Unanswered(refused.Message);
        }
    }

    private async Task<WorkEnd> RunAllAsync(WorkDatabase database, MigrateSettings migrate, List<string> files, WorkContext context, CancellationToken cancellation)
    {
        var (table, locks) = (migrate.Table, migrate.LockTimeout.Nominal);
        await database.ExecuteAsync(null, $"CREATE TABLE IF NOT EXISTS {table} (name text PRIMARY KEY, hash text NOT NULL, at text NOT NULL, key text NOT NULL)", cancellation);
        var ran = 0;
        for (var i = 0; i < files.Count; i++)
        {
            var (name, text) = (Path.GetFileName(files[i]), await File.ReadAllTextAsync(files[i], cancellation));
            // What the file says, not what its placeholders stand for: secrets change.
            var hash = WorkOutput.Hash(text.ReplaceLineEndings("\n"));
            await using var transaction = await database.Connection.BeginTransactionAsync(cancellation);
            await database.LimitAsync(transaction, locks, null, cancellation);
            // Two who migrate at once come one after the other.
            if (database.IsPostgres)
                await database.ExecuteAsync(transaction, $"LOCK TABLE {table} IN EXCLUSIVE MODE", cancellation);
            var known = (await database.ReadAsync($"SELECT name, hash FROM {table}", cancellation, transaction)).ToDictionary(row => row[0], row => row[1]);
            if (known.TryGetValue(name, out var before))
            {
                if (before != hash)
                    return WorkEnd.Failed($"{name} was changed after it ran. Put its text back, and write the change into a new file.");
                continue;
            }
            if (known.Keys.Where(other => string.CompareOrdinal(other, name) > 0).Max() is { } later)
                return WorkEnd.Failed($"{name} would run after {later}, which comes later in order. Give it a name behind that.");
            try
            {
                await database.ExecuteAsync(transaction, context.Fill(text), cancellation);
            }
            catch (DbException wrong)
            {
                return WorkEnd.Failed($"{name}: {wrong.Message}{(ran > 0 ? $" ({ran} before it ran and stay)" : "")}");
            }
            await database.ExecuteAsync(transaction, $"INSERT INTO {table} (name, hash, at, key) VALUES (@name, @hash, @at, @key)", cancellation,
                ("@name", name), ("@hash", hash), ("@at", InstantPattern.General.Format(clock.GetCurrentInstant())), ("@key", context.Key));
            if (await WorkDatabase.CommitAsync(transaction) is { } notCommitted)
                return notCommitted with { Said = $"{name}: {notCommitted.Said}" };
            ran++;
            context.Output.Say(name);
            context.Output.SayProgress((i + 1.0) / files.Count);
        }
        return WorkEnd.Succeeded(string.Create(CultureInfo.InvariantCulture, $"{ran} of {files.Count} files ran, now at {Path.GetFileName(files[^1])}"));
    }
}
