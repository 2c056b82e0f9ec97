using Slipway.Platform.Storage.Copying;

namespace Slipway.Platform.Storage;

/// <summary>
/// A file in a data folder whose data were moved elsewhere: nobody goes on acting in the old place by mistake. Written before
/// the new place has them, so that there is no moment in which both are served.
/// </summary>
internal static class MovedMark
{
    private const string FileName = "MOVED.txt";

    public static void Set(DatabasePlace folder, DatabasePlace to) => DurableFile.WriteText(Of(folder),
        $"{to}\n\nThese data were moved there. What happens there is not known here.\nSlipway does not serve this folder until it is started with --moved-back.\n");

    private const string ReplacedWords = "promoted: ";

    /// <summary>Another was promoted in the place of whoever served this folder.</summary>
    public static void SetReplaced(DatabasePlace folder, string by, long generation) => DurableFile.WriteText(Of(folder),
        $"{ReplacedWords}{generation.ToString(System.Globalization.CultureInfo.InvariantCulture)} {by}\n\nA copy of these data was promoted there and is the main one. What happened there since is not known here.\nSlipway does not serve this folder until it is started with slipway follow, or with slipway up --moved-back.\n");

    /// <summary>The generation and the place of the one that was promoted; null when none was.</summary>
    public static (long Generation, string By)? Replaced(DatabasePlace folder) =>
        Read(folder) is { } first && first.StartsWith(ReplacedWords, StringComparison.Ordinal) && first[ReplacedWords.Length..].Split(' ', 2) is [var generation, var by] && long.TryParse(generation, System.Globalization.CultureInfo.InvariantCulture, out var known)
            ? (known, by)
            : null;

    public static void Remove(DatabasePlace folder) => File.Delete(Of(folder));

    /// <summary>Where the data went; null when they are here.</summary>
    public static string? Read(DatabasePlace folder) => File.Exists(Of(folder)) ? File.ReadLines(Of(folder)).FirstOrDefault() ?? "another database" : null;

    /// <summary>Throws when the data are elsewhere.</summary>
    public static void Refuse(DatabasePlace folder)
    {
        if (Replaced(folder) is var (_, by))
            throw new UnusableInputException(
                $"another was promoted in the place of {folder}: {by}. To follow it: slipway follow {by} --data {folder} --token … (what is here is kept aside). To serve this one again, without what happened there since: slipway up --data {folder} --moved-back; {by} stops when it hears of that.");
        if (Read(folder) is { } elsewhere)
            throw new UnusableInputException(
                $"the data in {folder} were moved to {elsewhere}; serve them there with --db. If that move failed, or you want to go on here without what happened there since: slipway up --data {folder} --moved-back.");
    }

    private static string Of(DatabasePlace folder) => Path.Combine(folder.DataFolder!, FileName);
}
