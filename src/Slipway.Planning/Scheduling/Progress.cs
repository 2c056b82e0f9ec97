using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Scheduling;

/// <summary>What is known of a run at a moment: the schedule and the forecast of the rest start from it.</summary>
/// <param name="Now">The moment, on the run's clock. Nothing that has not started starts before it; nothing that has not ended ends before it.</param>
/// <param name="Tasks">By task id. A task that is missing has not started.</param>
public sealed record Progress(Instant Now, IReadOnlyDictionary<string, TaskProgress> Tasks);

/// <summary>What is known of one task.</summary>
/// <remarks>
/// Five cases, read in this order:
/// <list type="bullet">
/// <item><description><see cref="Halted"/>, or finished without releasing: failed, abandoned or unknown. What it still needs is taken to be a whole attempt that starts now or later.</description></item>
/// <item><description>Finished: keeps its times, whatever its links say. Without <see cref="Started"/> it took no time (skipped, or assumed done).</description></item>
/// <item><description>Started: ends at <see cref="Started"/> plus its duration, or now if that is later.</description></item>
/// <item><description>Else it has not started: it starts now or later.</description></item>
/// </list>
/// </remarks>
public sealed record TaskProgress
{
    /// <summary>When the present attempt started.</summary>
    public Instant? Started { get; init; }

    /// <summary>When the first attempt started: there is something to take back since, even if the task was reopened or skipped afterwards.</summary>
    public Instant? FirstStarted { get => field ?? Started; init; }

    /// <summary>When it ended.</summary>
    public Instant? Finished { get; init; }

    /// <summary>Whether its end lets what follows go: done, done with a workaround, skipped.</summary>
    public bool Releases { get; init; }

    /// <summary>How long it takes by what is known now; null for what the plan says.</summary>
    public Estimate? Takes { get; init; }

    /// <summary>Failed, abandoned or unknown, and not started again.</summary>
    public bool Halted { get; init; }
}
