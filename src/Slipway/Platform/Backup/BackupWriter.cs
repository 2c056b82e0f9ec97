using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;

namespace Slipway.Platform.Backup;

/// <summary>Writes a backup, opens it again and reads its journal before it is given its name.</summary>
internal static class BackupWriter
{
    public static async Task<BackupMade> WriteAsync(DatabasePlace place, string file, bool overwrite, Action<string, long> copied, CancellationToken cancellation)
    {
        file = Path.GetFullPath(file);
        if (!overwrite && Path.Exists(file))
            throw new UnusableInputException($"{file} is there already; name another file, or write over it with --force.");
        if (Directory.Exists(file))
            throw new UnusableInputException($"{file} is a folder; name a file in it.");
        if (place.IsSqlite && !File.Exists(place.DatabaseFile))
            throw new UnusableInputException($"there is no {DatabasePlace.FileName} in {place.DataFolder}; name another folder with --data.");
        using var scratch = ScratchFolder.Beside(file);
        await DatabaseCopy.ToScratchAsync(place, scratch, copied, cancellation);
        var verdict = await BackupReader.VerifyAsync(scratch.Place, cancellation);
        DatabaseCopy.Publish(scratch, file);
        return new(file, new FileInfo(file).Length, verdict);
    }
}

/// <param name="File">Its full path.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Journal">What its journal is like; null where the data are of an older or newer version, whose journal this one does not read.</param>
internal sealed record BackupMade(string File, long Bytes, JournalVerdict? Journal);
