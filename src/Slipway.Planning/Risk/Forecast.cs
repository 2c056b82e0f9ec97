using NodaTime;

namespace Slipway.Planning.Risk;

/// <summary>What a simulation says of a plan, or of the rest of a run.</summary>
public sealed record Forecast
{
    private Dictionary<string, TaskForecast>? byId;

    public required int Trials { get; init; }
    public required long Seed { get; init; }

    /// <summary>When the last forward task finishes.</summary>
    public required InstantQuantiles Finish { get; init; }

    /// <summary>When the service opens; null when no milestone of the plan is its go-live.</summary>
    public InstantQuantiles? GoLive { get; init; }

    /// <summary>When each go/no-go gate is decided, by the gate's id.</summary>
    public IReadOnlyDictionary<string, InstantQuantiles> Gates { get; init; } = new Dictionary<string, InstantQuantiles>();

    /// <summary>When the last forward task of the launch phase finishes, which is what the window is for; null when the plan, or what is left of it in a run, has none.</summary>
    public InstantQuantiles? LaunchPhase { get; init; }

    /// <summary>The probability, 0 to 1, that every forward task of the launch phase has finished when the window closes.</summary>
    public required double InsideWindow { get; init; }

    /// <summary>The tasks in the plan's order; empty when there is a <see cref="Cycle"/>.</summary>
    public IReadOnlyList<TaskForecast> Tasks { get; init; } = [];

    /// <summary>How long the rollback of everything takes; null when it was not asked for, or when its order has a cycle.</summary>
    public RollbackForecast? Rollback { get; init; }

    /// <summary>The ids of the tasks of a cycle of links, each waiting for the one before it; empty when there is none. With one, nothing is forecast.</summary>
    public IReadOnlyList<string> Cycle { get; init; } = [];

    /// <summary>The task with this id; null if there is none.</summary>
    public TaskForecast? Task(string id)
    {
        byId ??= Tasks.ToDictionary(task => task.Id, StringComparer.Ordinal);
        return byId.GetValueOrDefault(id);
    }
}

/// <summary>Instants by which something happens with a probability of 10, 50, 80 and 90 per cent.</summary>
public sealed record InstantQuantiles(Instant P10, Instant P50, Instant P80, Instant P90);

/// <summary>What a simulation says of one task.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Criticality">The share of trials, 0 to 1, in which a delay of the task would have delayed the finish.</param>
/// <param name="Start">When it starts; null when <see cref="SimulationOptions.TaskTimes"/> is off.</param>
/// <param name="Finish">When it finishes; null when <see cref="SimulationOptions.TaskTimes"/> is off.</param>
public sealed record TaskForecast(string Id, double Criticality, TaskQuantiles? Start, TaskQuantiles? Finish);

/// <summary>Instants by which something happens with a probability of 50 and 80 per cent.</summary>
public sealed record TaskQuantiles(Instant P50, Instant P80);
