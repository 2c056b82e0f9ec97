using System.CommandLine;
using System.Globalization;
using Slipway.Platform.Cli;
using Slipway.Platform.Journal;

namespace Slipway.Platform.Backup;

/// <summary><c>slipway backup</c>, which works beside a running server, and <c>slipway restore</c>, which does not.</summary>
public static class BackupCommands
{
    public static void AddTo(Command root)
    {
        root.Add(Backup());
        root.Add(Restoring());
    }

    private static ExampleCommand Backup()
    {
        var (data, database, json) = (CommonOptions.Data(), CommonOptions.Database(), CommonOptions.Json());
        var file = new Argument<string>("FILE") { Description = "The file to write. It holds secrets: only its owner may read it." };
        var force = new Option<bool>("--force") { Description = "Write over a file that is there." };
        var command = new ExampleCommand("backup", "Writes everything into one file, of either database, while servers go on.", "slipway backup /media/stick/slipway-backup.db --data data")
        {
            file, force, data, database, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var progress = new CopyProgress();
            var made = await BackupWriter.WriteAsync(parsed.Place(data, database), parsed.GetValue(file)!, parsed.GetValue(force), progress.Copied, cancellation);
            progress.Dispose();
            if (parsed.GetValue(json))
                JsonOutput.WriteLine(made);
            else
                Console.WriteLine(Sentence(made));
            return made.Journal is { Ok: false } ? ExitCodes.NotGood : ExitCodes.Good;
        });
        return command;
    }

    private static ExampleCommand Restoring()
    {
        var (data, database, json) = (CommonOptions.Data(), CommonOptions.Database(), CommonOptions.Json());
        var file = new Argument<string>("FILE") { Description = "A backup, of either database." };
        var replace = new Option<bool>("--replace") { Description = "Put it in the place of what is there, which is kept in a file first." };
        var keep = new Option<string?>("--keep") { Description = "Where --replace keeps what is there. [default: in the data folder; with --db beside the backup]", HelpName = "FILE" };
        var broken = new Option<bool>("--even-if-broken") { Description = "Restore also a backup whose journal is not what was written." };
        var command = new ExampleCommand("restore", "Puts a backup into an empty folder or database, of this version or older. No server may run there.", "slipway restore /media/stick/slipway-backup.db --data new-data")
        {
            file, replace, keep, broken, data, database, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var progress = new CopyProgress();
            var asked = new RestoreAsked(parsed.GetValue(file)!, parsed.GetValue(replace), parsed.GetValue(keep), parsed.GetValue(broken));
            var place = parsed.Place(data, database);
            var done = await new Restore(place, asked, progress.Copied).RunAsync(cancellation);
            progress.Dispose();
            if (parsed.GetValue(json))
                JsonOutput.WriteLine(done);
            else
                Say(done, place.ToString());
            return done.After.Ok && done.Same ? ExitCodes.Good : ExitCodes.NotGood;
        });
        return command;
    }

    private static void Say(RestoreDone done, string place)
    {
        if (done.Kept is { } kept)
            Console.WriteLine("What was there is kept. " + Sentence(kept));
        Console.WriteLine("In the backup: " + JournalCommands.Sentence(done.Before));
        Console.WriteLine($"Now in {place}: {JournalCommands.Sentence(done.After)}");
        if (!done.Same)
            Console.WriteLine("These differ: do not serve it.");
    }

    private static string Sentence(BackupMade made) => string.Create(CultureInfo.InvariantCulture,
        $"{made.File} ({made.Bytes / 1e6:0.0} MB). {(made.Journal is { } journal ? JournalCommands.Sentence(journal) : "Its journal was not read: it is of another version, or damaged.")}");
}
