using System.CommandLine;
using Slipway.Platform.Cli;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Backup;

/// <summary><c>slipway move</c>: from one machine's folder to the database of many.</summary>
public static class MoveCommand
{
    public static void AddTo(Command root)
    {
        var (data, database, json) = (CommonOptions.Data(), CommonOptions.Database(), CommonOptions.Json());
        database.Required = true;
        database.Description = "The empty PostgreSQL database to move to: Host=…;Database=…;Username=…;Password=… or postgres://…";
        var command = new ExampleCommand("move", "Takes everything from a data folder to an empty PostgreSQL database. No server may run on either.", "slipway move --data data --db 'Host=db.example;Database=slipway;Username=slipway;Password=…'")
        {
            data, database, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var progress = new CopyProgress();
            var (from, to) = (DatabasePlace.Folder(parsed.GetValue(data)!), DatabasePlace.Postgres(parsed.GetValue(database)!));
            var done = await new Move(from, to, progress.Copied).RunAsync(cancellation);
            progress.Dispose();
            if (parsed.GetValue(json))
                JsonOutput.WriteLine(done);
            else
                Say(done, from, to);
            return done.Same ? ExitCodes.Good : ExitCodes.NotGood;
        });
        root.Add(command);
    }

    private static void Say(MoveDone done, DatabasePlace from, DatabasePlace to)
    {
        Console.WriteLine($"In {from}: {JournalCommands.Sentence(done.Before)}");
        Console.WriteLine($"Now in {to}: {JournalCommands.Sentence(done.After)}");
        Console.WriteLine(done.Same
            ? $"Every table reads the same. Serve it with slipway up --db …; {from} stays as it was and is not served any more."
            : $"These differ: do not serve it. Empty the database, and go on with slipway up --data {from} --moved-back.");
    }
}
