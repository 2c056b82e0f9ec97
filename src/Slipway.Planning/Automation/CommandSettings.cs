using System.Globalization;

namespace Slipway.Planning.Automation;

/// <summary>Runs a program: no shell, nothing of the server's own environment, and only out of the folders that the server allows.</summary>
public sealed record CommandSettings : WorkSettings
{
    public override WorkKind Kind => WorkKind.Command;

    /// <summary>The program's full path.</summary>
    public required string Program { get; init; }

    /// <summary>Each is one argument, whatever is in it.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment variables that it gets besides those that every command gets.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>The working folder's full path; null for an empty one that is removed afterwards.</summary>
    public string? Folder { get; init; }

    /// <summary>The exit codes that mean success.</summary>
    public IReadOnlyList<int> Good { get; init; } = [0];

    public override Setting.Map Tell(bool whole) => Setting.Map.Of(
        ("program", Setting.Of(Program)),
        ("arguments", Setting.Of(Arguments)),
        ("environment", Setting.Of(Environment)),
        ("folder", Setting.Of(Folder)),
        ("good", !whole && Good is [0] ? null : Setting.Of([.. Good.Select(code => code.ToString(CultureInfo.InvariantCulture))])));
}
