namespace Slipway.Features.Shared;

/// <summary>How a task stands, as people see it: its state, or the flag that matters more. Each has an icon, a hue and a word.</summary>
public enum ShownState
{
    Planned,
    Waiting,
    Ready,
    Running,
    Unknown,
    Done,
    Workaround,
    Failed,
    Skipped,
    Abandoned,
    Late,
    Blocked,
    Rollback,
}

public static class ShownStates
{
    private static readonly string[] Names = [.. Enum.GetNames<ShownState>().Select(name => name.ToLowerInvariant())];

    /// <summary>The name in markup: <c>data-s</c>, the symbol's id, the end of the text's key.</summary>
    public static string Name(this ShownState state) => Names[(int)state];

    /// <summary>Settled or urgent enough for a filled chip.</summary>
    public static bool IsLoud(this ShownState state) => state is ShownState.Running or ShownState.Failed or ShownState.Late;

    /// <summary>Nothing has happened yet and nothing is wrong.</summary>
    public static bool IsAhead(this ShownState state) => state is ShownState.Planned or ShownState.Waiting or ShownState.Ready;

    /// <summary>Nothing more will happen unless somebody starts it again.</summary>
    public static bool IsOver(this ShownState state) =>
        state is ShownState.Done or ShownState.Workaround or ShownState.Failed or ShownState.Skipped or ShownState.Abandoned;
}
