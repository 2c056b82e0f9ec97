using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Usct;

/// <summary>Households, applications and payments, in SQLite (the sandbox) or PostgreSQL (production): the same statements for both.</summary>
public sealed class Registry(Func<DbConnection> connections, string name)
{
    /// <summary>Which of the two it is.</summary>
    public string Name => name;

    /// <param name="database"><c>sqlite:FILE</c>, or PostgreSQL's connection string.</param>
    public static Registry At(string database)
    {
        if (database.StartsWith("sqlite:", StringComparison.Ordinal))
            return new(() => new SqliteConnection($"Data Source={database["sqlite:".Length..]};Mode=ReadWrite"), "SQLite");
        var source = NpgsqlDataSource.Create(database);
        return new(source.CreateConnection, "PostgreSQL");
    }

    public async Task<IReadOnlyDictionary<string, object?>?> FirstAsync(string sql, params (string Name, object Value)[] values)
    {
        await using var connection = connections();
        await connection.OpenAsync();
        await using var command = Command(connection, sql, values);
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? Enumerable.Range(0, row.FieldCount).ToDictionary(row.GetName, field => row.IsDBNull(field) ? null : row.GetValue(field)) : null;
    }

    public async Task<int> ChangeAsync(string sql, params (string Name, object Value)[] values)
    {
        await using var connection = connections();
        await connection.OpenAsync();
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    private static DbCommand Command(DbConnection connection, string sql, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
