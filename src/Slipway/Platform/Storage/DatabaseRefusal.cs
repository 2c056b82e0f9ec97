using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Slipway.Platform.Storage;

/// <summary>Tells a value that the database never takes from one that it does not take now.</summary>
public static class DatabaseRefusal
{
    /// <summary>PostgreSQL's class of faults in the data themselves: a letter that its encoding has not, a number out of range.</summary>
    private const string DataException = "22";

    private const int SqliteTooBig = 18, SqliteMismatch = 20;

    /// <summary>Trying again would fail in the same way.</summary>
    public static bool Is(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
            if (fault is EncoderFallbackException
                || fault is DbException { SqlState: { } state } && state.StartsWith(DataException, StringComparison.Ordinal)
                || fault is SqliteException { SqliteErrorCode: SqliteTooBig or SqliteMismatch })
                return true;
        return false;
    }
}
