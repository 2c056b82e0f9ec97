using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NodaTime;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;

namespace Slipway.Platform.Following;

/// <summary>
/// Makes a copy the main one. Done when the role's file says so: killed before, it is a copy still. A command that finds a
/// server on the folder asks that server for it, by a file beside the database.
/// </summary>
internal static class Promotion
{
    private const string AskedName = "slipway-promote.txt";
    private const string DoneName = "slipway-promoted.json";

    public static bool IsAsked(DatabasePlace place) => File.Exists(AskedFile(place));

    public static void Ask(DatabasePlace place) => DurableFile.WriteText(AskedFile(place), "The server on this folder becomes the main one.\n");

    public static void Forget(DatabasePlace place) => File.Delete(AskedFile(place));

    /// <summary>Whoever calls it holds the folder.</summary>
    public static PromotionDone Run(DatabasePlace place, Instant now)
    {
        var role = PlaceRole.Read(place);
        if (role.Follows is not { } followed)
            throw new UnusableInputException($"{place} is no copy that follows; there is nothing to promote. Serve it with slipway up --data {place}.");
        if (followed.Heard is not { } heard)
            throw new UnusableInputException($"{place} has never heard {followed.Url}: there is nothing in it.");
        var done = new PromotionDone(role.Generation + 1, followed.Url, heard, (long)(now - heard).TotalSeconds, followed.Behind, OpenRuns(place), null);
        Write(place, done);
        new PlaceRole(done.Generation, null, role.Peers).With(followed.Url).Write(place);
        Forget(place);
        return done;
    }

    /// <summary>Says that it is served: the command that asked waits for that.</summary>
    public static void NoteServed(DatabasePlace place, PromotionDone done, string at) => Write(place, done with { Served = at });

    /// <summary>The last promotion of a folder; null before the first.</summary>
    public static PromotionDone? Read(DatabasePlace place) =>
        File.Exists(DoneFile(place)) ? JsonSerializer.Deserialize<PromotionDone>(File.ReadAllText(DoneFile(place)), SlipwayJson.Options) : null;

    private static List<OpenRun> OpenRuns(DatabasePlace place)
    {
        using var sqlite = SqliteFile.Open(place.DatabaseFile, SqliteOpenMode.ReadWrite);
        using var command = sqlite.CreateCommand();
        command.CommandText = """
            SELECT run.launch, run.number, lower(run.mode), max(entry.version) FROM runs run
            JOIN journal_entries entry ON entry.stream = 'run:' || lower(replace(run.id, '-', '')) WHERE run.over = 0 GROUP BY run.id ORDER BY run.created
            """;
        using var reader = command.ExecuteReader();
        var runs = new List<OpenRun>();
        while (reader.Read())
            runs.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetInt64(3)));
        return runs;
    }

    private static void Write(DatabasePlace place, PromotionDone done) => DurableFile.WriteText(DoneFile(place), JsonSerializer.Serialize(done, SlipwayJson.Options));

    private static string AskedFile(DatabasePlace place) => Path.Combine(place.DataFolder!, AskedName);

    private static string DoneFile(DatabasePlace place) => Path.Combine(place.DataFolder!, DoneName);
}

/// <param name="Generation">Its own now.</param>
/// <param name="Followed">In whose place it was promoted.</param>
/// <param name="Heard">Everything that was acknowledged there before is here.</param>
/// <param name="SecondsAgo">How long that was ago.</param>
/// <param name="Behind">How many entries were known to be there and had not come.</param>
/// <param name="Runs">The runs that are not over.</param>
/// <param name="Served">Where it is served; null while it is not.</param>
internal sealed record PromotionDone(long Generation, string Followed, Instant Heard, long SecondsAgo, long Behind, IReadOnlyList<OpenRun> Runs, string? Served)
{
    public IEnumerable<string> Sentences()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"This is the main one now (generation {Generation}), in the place of {Followed}.");
        yield return string.Create(CultureInfo.InvariantCulture, $"It last heard it at {Heard} ({SecondsAgo} s ago). What was acknowledged there before is here; what was acknowledged later may be missing.");
        if (Behind > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"MISSING: {Behind} entries were known to be there and had not come.");
        foreach (var run in Runs)
            yield return string.Create(CultureInfo.InvariantCulture, $"{run.Launch}, {run.Mode} {run.Number}: everything until entry {run.Version}. Whoever acted after {Heard} looks whether it is there.");
        if (Runs.Count == 0)
            yield return "No run is open.";
    }
}

/// <param name="Version">Its last entry here.</param>
internal sealed record OpenRun(string Launch, int Number, string Mode, long Version);
