namespace Slipway.Planning.Automation;

/// <summary>Copies a database into a file and proves the copy by restoring it aside.</summary>
public sealed record SnapshotSettings : WorkSettings
{
    public override WorkKind Kind => WorkKind.Snapshot;

    /// <summary>Of what: as <see cref="SqlSettings.Database"/>.</summary>
    public required string Database { get; init; }

    /// <summary>The full path of the folder into which the file goes.</summary>
    public required string To { get; init; }

    /// <summary>A PostgreSQL server on which the copy is restored for the proof, by a database that may make others; null for the same server.</summary>
    public string? Aside { get; init; }

    public override Setting.Map Tell(bool whole) => Setting.Map.Of(
        ("database", Setting.Of(Database)),
        ("to", Setting.Of(To)),
        ("aside", Setting.Of(Aside ?? (whole ? Database : null))));
}
