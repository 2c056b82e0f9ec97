using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Scheduling;

namespace Slipway.Features.Shared;

/// <summary>What is computed of plan versions, kept for those that were looked at last: a version never changes.</summary>
public sealed class PlanAnswers
{
    /// <summary>Of a plan of 100,000 tasks each costs some 30 MB.</summary>
    private const int MostKept = 8;

    private readonly Lock keeping = new();

    /// <summary>The one looked at last is the last.</summary>
    private readonly List<(string Hash, PlanAnswer Answer)> kept = [];

    public PlanAnswer Of(PlanVersion version)
    {
        lock (keeping)
        {
            var index = kept.FindIndex(known => known.Hash == version.Hash);
            var found = index < 0 ? (version.Hash, new PlanAnswer(version)) : kept[index];
            if (index >= 0 || kept.Count == MostKept)
                kept.RemoveAt(Math.Max(index, 0));
            kept.Add(found);
            return found.Item2;
        }
    }
}

/// <summary>What is computed of one plan version, each thing once and when somebody first asks: others who ask meanwhile wait for it.</summary>
public sealed class PlanAnswer
{
    /// <summary>As many trials as the room takes: the same figures on both pages.</summary>
    private const int Trials = 2000;

    private readonly Instant t0;
    private readonly Lazy<Schedule> schedule;
    private readonly Lazy<Forecast?> forecast;
    private readonly Lazy<IReadOnlyList<Problem>> problemsUntilT0;
    private readonly Lazy<IReadOnlyList<Problem>> problemsAfterT0;

    public PlanAnswer(PlanVersion version)
    {
        var (plan, texts) = (version.Plan, version.Texts);
        var clock = plan.Launch.Clock();
        t0 = clock.T0;
        schedule = new(() => Scheduler.Compute(plan, clock));
        forecast = new(() => Schedule.Exists && plan.Forward.Count > 0
            ? Simulation.Run(plan, clock, null, new SimulationOptions(Trials) { TaskTimes = false, Rollback = false })
            : null);
        problemsUntilT0 = new(() => Check(texts, t0));
        problemsAfterT0 = new(() => Check(texts, t0 + Duration.Epsilon));
    }

    public Schedule Schedule => schedule.Value;

    /// <summary>Null for a plan that cannot be scheduled.</summary>
    public Forecast? Forecast => forecast.Value;

    /// <summary>What the checks say at a time; all that the time changes is whether T-0 has passed.</summary>
    public IReadOnlyList<Problem> ProblemsAt(Instant now) => (now > t0 ? problemsAfterT0 : problemsUntilT0).Value;

    /// <summary>What the checks say of texts that need not be a version.</summary>
    public static IReadOnlyList<Problem> Check(PlanTexts texts, Instant now)
    {
        var reading = PlanReader.Read(texts.LaunchYaml, texts.CutoverYaml);
        return reading.Plan is { } plan
            ? reading.ProblemsWith(PlanChecks.Run(plan, reading.Source, now, reading.HasClock))
            : reading.Problems;
    }
}
