using System.Data.Common;

namespace Slipway.Platform.Storage;

/// <summary>Tells a database that is not there at this moment from a fault of ours.</summary>
public static class DatabaseAway
{
    /// <summary>So long after, it is worth trying again.</summary>
    public const int RetryAfterSeconds = 2;

    /// <summary>PostgreSQL's word for a node that only follows: between two leaders, writes find nobody.</summary>
    private const string ReadOnly = "25006";

    /// <summary>Stopped, starting, not reachable, or without a free connection: the same thing may succeed in a moment.</summary>
    public static bool Is(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
            if (fault is DbException { IsTransient: true } or DbException { SqlState: ReadOnly })
                return true;
        return false;
    }
}
