using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>A run: where it is found and what its journal says.</summary>
public sealed record Run(RunRecord Record, RunState State)
{
    public Guid Id => Record.Id;

    public string Launch => Record.Launch;

    /// <summary>Whether it waits for something to happen.</summary>
    public bool IsOpen => !State.Status.IsOver();
}
