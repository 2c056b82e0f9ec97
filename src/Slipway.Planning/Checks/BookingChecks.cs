using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Checks;

/// <summary>Whether somebody is needed twice at once by links and clocks alone.</summary>
/// <remarks>
/// The planned schedule never lets this happen: it lets one of the two tasks wait. So the plan can be run, and the
/// finding says what the waiting costs: a warning where it moves the end of the launch phase, a hint where slack absorbs
/// it. The cost is measured on the tasks up to the launch phase alone, because the weeks after it absorb anything. In the
/// weeks before and after, where days are planned and not minutes, what costs nothing is not worth a word.
/// Each task is reported at most once, against the task that holds its person longest.
/// </remarks>
internal static class BookingChecks
{
    public static IEnumerable<Finding> DoubleBooked(CheckContext check)
    {
        if (check.Schedule is null)
            yield break;
        var upToLaunch = check.Plan with { Forward = [.. check.Plan.Forward.Where(task => task.Phase <= Phase.Launch)] };
        var cost = Scheduler.Compute(upToLaunch, check.Clock);
        var overall = cost.Finish - cost.EarliestFinish;
        foreach (var (person, first, second, from, to) in Overlaps(check).OrderBy(overlap => overlap.From))
        {
            var delay = cost.Task(second.Id) is { } times ? Duration.Min(overall, times.PlannedFinish - times.LatestFinish) : Duration.Zero;
            delay = Duration.Max(Duration.Zero, delay);
            if (delay == Duration.Zero && second.Phase != Phase.Launch)
                continue;
            yield return Finding.At(second, "owner", person, first.Id, second.Id, check.Say(from), check.Say(to), CheckContext.Say(delay)) with
            {
                Severity = delay > Duration.Zero ? null : Severity.Hint,
                OtherTasks = [first.Id],
            };
        }
    }

    private static IEnumerable<(string Person, PlanTask First, PlanTask Second, Instant From, Instant To)> Overlaps(CheckContext check)
    {
        var needs = from task in check.Scheduled
                    where task.Task is { Attended: true, Kind: TaskKind.Task or TaskKind.Checkpoint } && task.Times.EarliestStart < task.Times.EarliestFinish
                    from person in task.Task.Who.Append(task.Task.Owner).OfType<string>().Select(name => check.People.Who(name, task.Times.EarliestStart)?.Id).Distinct()
                    where person is not null
                    select (Person: person, task.Task, task.Times);
        foreach (var person in needs.GroupBy(need => need.Person))
        {
            (PlanTask Task, ScheduledTask Times)? held = null;
            foreach (var (_, task, times) in person.OrderBy(need => need.Times.EarliestStart).ThenBy(need => need.Times.PlannedStart))
            {
                if (held is { } busy && times.EarliestStart < busy.Times.EarliestFinish)
                {
                    var (first, second) = busy.Times.PlannedStart <= times.PlannedStart ? (busy.Task, task) : (task, busy.Task);
                    yield return (person.Key, first, second, times.EarliestStart, Instant.Min(busy.Times.EarliestFinish, times.EarliestFinish));
                }
                if (held is null || times.EarliestFinish > held.Value.Times.EarliestFinish)
                    held = (task, times);
            }
        }
    }
}
