using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Slipway.Platform.Storage.Copying;

namespace Slipway.Platform.Following;

/// <summary>A table as both sides compare it: each row's key and content in 128 bits each. What never changes once it is written counts by its length.</summary>
internal sealed class FollowedTable
{
    /// <summary>Entries come by their order, and are never compared.</summary>
    public const string Journal = "journal_entries";

    private static readonly HashSet<string> Unchanging = ["attachments.content", "sheet_uploads.content", "plan_versions.cutover_yaml", "plan_versions.launch_yaml"];

    private readonly int[] keys;
    private readonly string compared;

    private FollowedTable(string name, IReadOnlyList<string> columns, int[] keys)
    {
        (Name, Columns, this.keys) = (name, columns, keys);
        compared = string.Join(", ", columns.Select(column => Unchanging.Contains($"{name}.{column}") ? $"length({TableShape.Quoted(column)})" : TableShape.Quoted(column)));
    }

    public string Name { get; }
    public IReadOnlyList<string> Columns { get; }

    public string ColumnList => string.Join(", ", Columns.Select(TableShape.Quoted));

    /// <summary>Every table but the journal, each behind those that it refers to.</summary>
    public static IReadOnlyList<FollowedTable> All(SqliteConnection sqlite) => [.. TableShape.Names(sqlite).Where(name => name != Journal).Select(name => Of(sqlite, name))];

    private static FollowedTable Of(SqliteConnection sqlite, string name)
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = "SELECT name, pk FROM pragma_table_info($table) ORDER BY cid";
        command.Parameters.AddWithValue("$table", name);
        using var reader = command.ExecuteReader();
        var (columns, keys) = (new List<string>(), new List<int>());
        while (reader.Read())
        {
            if (reader.GetInt64(1) > 0)
                keys.Add(columns.Count);
            columns.Add(reader.GetString(0));
        }
        return new(name, columns, [.. keys]);
    }

    /// <summary>Every row's key, content and place in this file.</summary>
    public IEnumerable<(UInt128 Key, UInt128 Content, long Row)> Rows(SqliteConnection sqlite)
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = $"SELECT {compared}, rowid FROM {TableShape.Quoted(Name)}";
        using var reader = command.ExecuteReader();
        var text = new StringBuilder();
        while (reader.Read())
        {
            var key = Hash(reader, keys, text);
            yield return (key, Hash(reader, Enumerable.Range(0, Columns.Count), text), reader.GetInt64(Columns.Count));
        }
    }

    private static UInt128 Hash(SqliteDataReader reader, IEnumerable<int> columns, StringBuilder text)
    {
        text.Clear();
        foreach (var at in columns)
            Spell(reader.GetValue(at), text);
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Spell(object value, StringBuilder text)
    {
        var words = value switch
        {
            DBNull => null,
            byte[] bytes => Convert.ToHexString(bytes),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
        text.Append(CultureInfo.InvariantCulture, $"{words?.Length ?? -1}:").Append(words);
    }
}
