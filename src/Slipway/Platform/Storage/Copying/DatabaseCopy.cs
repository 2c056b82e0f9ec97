using Microsoft.Data.Sqlite;
using Npgsql;

namespace Slipway.Platform.Storage.Copying;

/// <summary>Everything that a database holds at one moment, as one SQLite file, whichever database it is. Others go on reading and writing.</summary>
internal static class DatabaseCopy
{
    /// <summary>Into a file that is there whole or not at all.</summary>
    public static async Task ToFileAsync(DatabasePlace place, string file, CancellationToken cancellation)
    {
        using var scratch = ScratchFolder.Beside(file);
        await ToScratchAsync(place, scratch, (_, _) => { }, cancellation);
        Publish(scratch, file);
    }

    public static async Task ToScratchAsync(DatabasePlace place, ScratchFolder scratch, Action<string, long> copied, CancellationToken cancellation)
    {
        try
        {
            if (place.IsSqlite)
                await SqliteFile.CopyAsync(place.DatabaseFile, scratch.DatabaseFile, cancellation: cancellation);
            else
                await PostgresCopy.ToFileAsync(place, scratch.Place, copied, cancellation);
        }
        catch (SqliteException broken) when (place.IsSqlite && broken.SqliteErrorCode is 11 or 26)
        {
            throw new UnusableInputException($"{place.DatabaseFile} is damaged ({broken.Message}): it cannot be copied. Take the last backup, and keep the file.", broken);
        }
        catch (SqliteException failed)
        {
            throw new UnusableInputException($"cannot copy {place} to {Path.GetDirectoryName(scratch.DatabaseFile)}: {failed.Message}", failed);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or NpgsqlException)
        {
            throw new UnusableInputException($"cannot copy {place}: {failed.Message}", failed);
        }
        // An empty file is a whole database too.
        if (SqliteFile.Level(scratch.DatabaseFile).Count == 0)
            throw new UnusableInputException($"{place} holds no data of Slipway; nothing to copy.");
        if (SqliteFile.Damage(scratch.DatabaseFile) is { } damage)
            throw new UnusableInputException($"the copy of {place} is not whole ({damage}); it was thrown away. Look at the database and at the disk.");
    }

    public static void Publish(ScratchFolder scratch, string file)
    {
        SqliteFile.Seal(scratch.DatabaseFile);
        DurableFile.Publish(scratch.DatabaseFile, file);
    }
}
