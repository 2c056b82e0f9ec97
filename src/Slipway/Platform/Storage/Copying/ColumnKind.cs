using System.Data.Common;
using System.Globalization;
using System.Text;
using NodaTime;
using NpgsqlTypes;

namespace Slipway.Platform.Storage.Copying;

/// <summary>
/// How a value is kept in each database. A new kind of column needs a line here before it can be copied; a test says so.
/// </summary>
/// <param name="Postgres">The type's name in PostgreSQL's information schema.</param>
/// <param name="Sqlite">The type that EF declares in SQLite.</param>
/// <param name="Wire">As what it is sent to PostgreSQL.</param>
/// <param name="FromPostgres">Reads a value that both understand.</param>
/// <param name="FromSqlite">Reads the same value there.</param>
/// <param name="ToSqlite">Makes of it what SQLite keeps.</param>
internal sealed record ColumnKind(
    string Postgres, string Sqlite, NpgsqlDbType Wire, Func<DbDataReader, int, object> FromPostgres, Func<DbDataReader, int, object> FromSqlite, Func<object, object> ToSqlite)
{
    private static readonly ColumnKind[] All =
    [
        Same("text", "TEXT", NpgsqlDbType.Text, (row, at) => row.GetString(at)),
        Same("character varying", "TEXT", NpgsqlDbType.Text, (row, at) => row.GetString(at)),
        Same("uuid", "TEXT", NpgsqlDbType.Uuid, (row, at) => row.GetGuid(at)),
        Same("boolean", "INTEGER", NpgsqlDbType.Boolean, (row, at) => row.GetBoolean(at)),
        Same("integer", "INTEGER", NpgsqlDbType.Integer, (row, at) => row.GetInt32(at)),
        Same("bigint", "INTEGER", NpgsqlDbType.Bigint, (row, at) => row.GetInt64(at)),
        Same("double precision", "REAL", NpgsqlDbType.Double, (row, at) => row.GetDouble(at)),
        Same("bytea", "BLOB", NpgsqlDbType.Bytea, (row, at) => row.GetFieldValue<byte[]>(at)),
        new("jsonb", "TEXT", NpgsqlDbType.Jsonb, (row, at) => JsonBytes.Canonical(row.GetString(at)), (row, at) => JsonBytes.FromSqlite(row.GetString(at)), value => JsonBytes.ToSqlite((string)value)),
        new("timestamp with time zone", "INTEGER", NpgsqlDbType.TimestampTz,
            (row, at) => row.GetFieldValue<Instant>(at),
            (row, at) => Instant.FromUnixTimeTicks(row.GetInt64(at)).CutToMicroseconds(),
            value => ((Instant)value).ToUnixTimeTicks()),
        new("timestamp with time zone", "TEXT", NpgsqlDbType.TimestampTz,
            (row, at) => row.GetFieldValue<Instant>(at),
            (row, at) => Instant.FromDateTimeOffset(row.GetFieldValue<DateTimeOffset>(at)).CutToMicroseconds(),
            value => ((Instant)value).ToDateTimeOffset()),
    ];

    public static ColumnKind? Of(string postgres, string sqlite) => All.FirstOrDefault(kind => kind.Postgres == postgres && kind.Sqlite == sqlite);

    /// <summary>The same text for the same value, whichever database it comes from.</summary>
    public static void Spell(object? value, StringBuilder text)
    {
        var words = value switch
        {
            null => null,
            byte[] bytes => Convert.ToHexString(bytes),
            Instant instant => instant.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
        text.Append(CultureInfo.InvariantCulture, $"{words?.Length ?? -1}:").Append(words);
    }

    private static ColumnKind Same(string postgres, string sqlite, NpgsqlDbType wire, Func<DbDataReader, int, object> read) =>
        new(postgres, sqlite, wire, read, read, value => value);
}
