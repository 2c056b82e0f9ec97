using System.Globalization;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Automation;

/// <summary>Runs SQL on PostgreSQL or SQLite, all of it in one transaction: it happened as a whole, or not at all.</summary>
public sealed record SqlSettings : WorkSettings
{
    public override WorkKind Kind => WorkKind.Sql;

    /// <summary>Where: a connection string or address of PostgreSQL, or <c>sqlite:/path</c>; as a rule a secret.</summary>
    public required string Database { get; init; }

    /// <summary>The statements; null where they stand in a file.</summary>
    public string? Run { get; init; }

    /// <summary>The full path of a file with the statements, in a folder that the server allows; null where they stand here.</summary>
    public string? File { get; init; }

    /// <summary>How many rows it has to change or, where it changes none, its last query has to give; null for any number.</summary>
    public int? Rows { get; init; }

    /// <summary>What the first column of the first row of its last query has to be, as text; null for anything.</summary>
    public string? Scalar { get; init; }

    /// <summary>How long it waits for a lock that somebody else has.</summary>
    public PlanDuration LockTimeout { get; init; } = DatabaseLimits.LockTimeout;

    /// <summary>How long one statement may take.</summary>
    public PlanDuration StatementTimeout { get; init; } = DatabaseLimits.StatementTimeout;

    /// <summary>Everything is done and taken back again: it shows what would happen.</summary>
    public bool DryRun { get; init; }

    public override Setting.Map Tell(bool whole) => Setting.Map.Of(
        ("database", Setting.Of(Database)),
        ("run", Setting.Of(Run)),
        ("file", Setting.Of(File)),
        ("expect", Rows is null && Scalar is null ? null : Setting.Map.Of(("rows", Setting.Of(Rows?.ToString(CultureInfo.InvariantCulture))), ("scalar", Setting.Of(Scalar)))),
        ("lockTimeout", !whole && LockTimeout == DatabaseLimits.LockTimeout ? null : Setting.Of(LockTimeout.ToString())),
        ("statementTimeout", !whole && StatementTimeout == DatabaseLimits.StatementTimeout ? null : Setting.Of(StatementTimeout.ToString())),
        ("dryRun", DryRun ? Setting.Of("true") : whole ? Setting.Of("false") : null));
}

/// <summary>What holds for work on databases unless the plan says otherwise.</summary>
public static class DatabaseLimits
{
    /// <summary>Whoever waits longer for a lock in a launch night makes others wait behind him.</summary>
    public static PlanDuration LockTimeout { get; } = PlanDuration.FromElapsed(NodaTime.Duration.FromSeconds(5));

    public static PlanDuration StatementTimeout { get; } = PlanDuration.FromElapsed(NodaTime.Duration.FromMinutes(10));
}
