using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Slipway.Platform.Storage.Copying;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Backup;

/// <summary>A database as the first version of Slipway made it, with something in it.</summary>
internal static class OldDatabase
{
    public static async Task MakeAsync(TestDatabase database)
    {
        await using (var db = database.Open())
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
        await database.ExecuteAsync("INSERT INTO data_protection_keys (xml) VALUES ('<precious/>')");
        await database.RestAsync();
    }

    /// <summary>What is in a copy of it, and of how many steps it is.</summary>
    public static string Read(string copy)
    {
        using var sqlite = SqliteFile.Open(copy, SqliteOpenMode.ReadOnly);
        return SqliteFile.Rows(sqlite, "SELECT (SELECT xml FROM data_protection_keys) || (SELECT count(*) FROM __EFMigrationsHistory)").Single();
    }
}
