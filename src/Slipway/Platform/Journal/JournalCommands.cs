using System.CommandLine;
using Slipway.Platform.Cli;

namespace Slipway.Platform.Journal;

/// <summary><c>slipway journal …</c>; works beside a running server.</summary>
public static class JournalCommands
{
    public static void AddTo(Command root)
    {
        var journal = new Command("journal", "The journal of every run: what happened, who did it, and that nobody changed it.");
        journal.Add(Verify());
        journal.Add(Head());
        root.Add(journal);
    }

    private static ExampleCommand Verify()
    {
        var (data, database, json) = (CommonOptions.Data(), CommonOptions.Database(), CommonOptions.Json());
        var head = new Option<string?>("--head") { Description = "A head printed in a pack, an export or a review: proves that nothing before it was cut or recomputed.", HelpName = "HASH" };
        var command = new ExampleCommand("verify", "Reads the whole journal; exit code 1 and the first broken entry if it is not what was written.", "slipway journal verify --data data")
        {
            data, database, head, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var given = parsed.GetValue(head) is { } text
                ? JournalHead.Parse(text) ?? throw new UnusableInputException($"\"{text}\" is not a head; copy it as it was printed: 12-3481- and 64 hexadecimal digits.")
                : null;
            await using var offline = await Offline.OnAsync(parsed.Place(data, database), cancellation);
            var verdict = await offline.Get<JournalVerifier>().VerifyAndNoteAsync(given, cancellation);
            // After the journal: of one that is broken the last entry's time says nothing.
            if (verdict.Ok)
                await LookAtClockAsync(offline.Get<ClockWatch>(), cancellation);
            if (parsed.GetValue(json))
                JsonOutput.WriteLine(verdict);
            else
                Console.WriteLine(Sentence(verdict));
            return verdict.Ok ? ExitCodes.Good : ExitCodes.NotGood;
        });
        return command;
    }

    private static async Task LookAtClockAsync(ClockWatch clock, CancellationToken cancellation)
    {
        await clock.StartAsync(cancellation);
        if (clock.Behind is { } behind)
            Console.Error.WriteLine($"The clock of this machine is {ClockWatch.Words(behind)} behind the journal's last entry. Set it right before anybody acts.");
    }

    private static ExampleCommand Head()
    {
        var (data, database, json) = (CommonOptions.Data(), CommonOptions.Database(), CommonOptions.Json());
        var command = new ExampleCommand("head", "Prints the head of the journal as it is now, and notes it for later verification.", "slipway journal head --data data")
        {
            data, database, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var offline = await Offline.OnAsync(parsed.Place(data, database), cancellation);
            var head = (await offline.Get<JournalStore>().HeadAsync(cancellation)).ToString();
            if (parsed.GetValue(json))
                JsonOutput.WriteLine(new { head });
            else
                Console.WriteLine(head);
            return ExitCodes.Good;
        });
        return command;
    }

    internal static string Sentence(JournalVerdict verdict) => verdict.Fault is { } fault
        ? "BROKEN: " + fault.Message
        : $"The journal is whole: {verdict.Entries} entries in {verdict.Streams} streams{(verdict.Erased > 0 ? $", the words of {verdict.Erased} erased" : "")}.{(verdict.Head is { } head ? $" Head: {head}" : " Its head could not be noted, so none is printed.")}";
}
