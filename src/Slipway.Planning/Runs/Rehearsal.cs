using NodaTime;

namespace Slipway.Planning.Runs;

/// <summary>Plays a whole rehearsal by autopilot without waiting.</summary>
public static class Rehearsal
{
    /// <summary>Guards against a plan in which acts follow each other for ever.</summary>
    private const int MostActs = 1_000_000;

    /// <summary>All events after <paramref name="planned"/> until the run is over or nobody can do anything any more.</summary>
    /// <remarks>Real time is taken to be the run's clock, so that the same plan, seed and T-0 give the same events.</remarks>
    public static (RunState Run, IReadOnlyList<RunEvent> Events) Play(RunState planned, Autopilot autopilot)
    {
        List<RunEvent> events = [];
        var run = planned;
        var refused = new HashSet<string>();
        Apply(new BeginRun { Actor = RunCommand.Clock, Via = Via.Autopilot }, planned.From);
        for (var acts = 0; acts < MostActs && !run.Status.IsOver(); acts++)
        {
            var next = autopilot.Next(run, without: refused);
            var clock = Milestones.NextDue(run);
            if (clock is { } due && (next is not { } act || due <= act.At))
            {
                if (!Apply(new Tick { Actor = RunCommand.Clock, Via = Via.Clock }, Instant.Max(due, run.LastAt)))
                    break;
            }
            else if (next is not { } candidate)
            {
                break;
            }
            else if (Apply(candidate.Act, candidate.At))
            {
                refused.Clear();
            }
            else
            {
                refused.Add(candidate.Act.Task);
            }
        }
        return (run, events);

        bool Apply(RunCommand command, Instant now)
        {
            var decision = RunDecider.Decide(run, command with { Now = now, Received = now });
            events.AddRange(decision.Events);
            run = run.Evolve(decision.Events);
            return decision.Refused is null && decision.Events.Count > 0;
        }
    }
}
