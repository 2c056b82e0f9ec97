namespace Slipway.Planning.Risk;

/// <summary>How to simulate.</summary>
/// <param name="Trials">How many trials, 1 or more.</param>
/// <param name="Seed">The same seed gives the same answer, on any machine and any number of cores.</param>
/// <param name="Correlation">Of the normal scores of any two tasks' durations, 0 to 1: what slows one task often slows the others.</param>
/// <param name="Cores">How many cores to use; 0 for all.</param>
public sealed record SimulationOptions(int Trials = 20_000, long Seed = 1, double Correlation = 0.3, int Cores = 0)
{
    /// <summary>Whether to give each task's P50 and P80, which costs about as much again as the trials.</summary>
    public bool TaskTimes { get; init; } = true;

    /// <summary>Whether to forecast the rollback of everything too.</summary>
    public bool Rollback { get; init; } = true;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Cores);
        if (!(Correlation is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Correlation), Correlation, "A correlation is between 0 and 1.");
    }
}
