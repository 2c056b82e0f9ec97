using Slipway.Planning.Plans;

namespace Slipway.Planning.Automation;

/// <summary>Runs the SQL files of a folder in the order of their names, each once and in a transaction of its own, and records them in the database.</summary>
public sealed record MigrateSettings : WorkSettings
{
    public const string UsualTable = "slipway_migrations";

    public override WorkKind Kind => WorkKind.Migrate;

    /// <summary>Where: as <see cref="SqlSettings.Database"/>.</summary>
    public required string Database { get; init; }

    /// <summary>The full path of a folder with files <c>*.sql</c>, in a folder that the server allows.</summary>
    public required string Folder { get; init; }

    /// <summary>The table in which it records what ran.</summary>
    public string Table { get; init; } = UsualTable;

    public PlanDuration LockTimeout { get; init; } = DatabaseLimits.LockTimeout;

    public override Setting.Map Tell(bool whole) => Setting.Map.Of(
        ("database", Setting.Of(Database)),
        ("folder", Setting.Of(Folder)),
        ("table", !whole && Table == UsualTable ? null : Setting.Of(Table)),
        ("lockTimeout", !whole && LockTimeout == DatabaseLimits.LockTimeout ? null : Setting.Of(LockTimeout.ToString())));
}
