using CsCheck;
using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Tests.Scheduling;

/// <summary>What holds for the schedule of any plan.</summary>
public sealed class SchedulePropertyTests
{
    [Fact]
    public void Both_answers_keep_links_clocks_and_durations()
    {
        AnyPlan.Gen(hours: false, deadlines: true).Sample(plan => Feasible(plan, Compute(plan)), iter: 3000);
        AnyPlan.Gen(hours: true, deadlines: true).Sample(plan => Feasible(plan, Compute(plan)), iter: 3000);
    }

    [Fact]
    public void Nobody_ever_does_two_attended_tasks_at_once() =>
        AnyPlan.Gen(hours: true).Sample(plan =>
        {
            var schedule = Compute(plan);
            foreach (var person in plan.Launch.People)
            {
                var turns = schedule.Tasks.Where(task => task.People.Contains(person.Id) && task.PlannedFinish > task.PlannedStart).OrderBy(task => task.PlannedStart).ToList();
                for (var i = 1; i < turns.Count; i++)
                    Assert.True(turns[i].PlannedStart >= turns[i - 1].PlannedFinish, $"{turns[i]} overlaps {turns[i - 1]}");
            }
        }, iter: 3000);

    [Fact]
    public void Everybody_who_is_needed_is_there() =>
        AnyPlan.Gen(hours: false).Sample(plan =>
        {
            var clock = plan.Launch.Clock();
            foreach (var scheduled in Compute(plan).Tasks)
            {
                var task = plan.Task(scheduled.Id)!;
                var needed = !task.Attended || task.Takes!.Pessimistic.IsZero ? []
                    : task.Who.Prepend(task.Owner).Select(name => plan.Who(name, scheduled.PlannedStart, clock)?.Id).OfType<string>().Distinct();
                Assert.Equal(needed, scheduled.People);
            }
        }, iter: 1000);

    [Fact]
    public void The_earliest_times_are_the_least_that_the_links_allow() =>
        AnyPlan.Gen(hours: false).Sample(plan =>
        {
            // Without a topological order: raise every start until nothing moves.
            var schedule = Compute(plan);
            var clock = plan.Launch.Clock();
            var planStart = plan.Forward.Where(task => task.NotBefore is not null).Select(task => clock.Resolve(task.NotBefore!)).Append(clock.T0).Min();
            var start = plan.Forward.ToDictionary(task => task.Id, task => task.NotBefore is { } at ? clock.Resolve(at) : task.After.Count > 0 ? planStart : clock.T0);
            for (var moved = true; moved;)
            {
                moved = false;
                foreach (var task in plan.Forward)
                {
                    foreach (var link in task.After)
                    {
                        var from = link.Type is LinkType.FinishToStart or LinkType.FinishToFinish ? start[link.Predecessor] + Likely(plan.Task(link.Predecessor)!) : start[link.Predecessor];
                        var bound = from + link.Lag.Elapsed - (link.Type is LinkType.FinishToFinish or LinkType.StartToFinish ? Likely(task) : Duration.Zero);
                        (start[task.Id], moved) = bound > start[task.Id] ? (bound, true) : (start[task.Id], moved);
                    }
                }
            }
            Assert.Equal(plan.Forward.Select(task => start[task.Id]), schedule.Tasks.Select(task => task.EarliestStart));
        }, iter: 3000);

    [Fact]
    public void A_longer_task_moves_nothing_earlier_by_links() =>
        Gen.Select(AnyPlan.Gen(hours: true), Gen.Int[0, 13], Gen.Int[1, 60]).Sample((plan, which, more) =>
        {
            var at = which % plan.Forward.Count;
            // A task tied by its finish starts earlier when it takes longer, and what hangs on its start comes along.
            if (plan.Forward[at].Takes!.Likely.Days > 0 || plan.Forward[at].After.Any(link => link.Type is LinkType.FinishToFinish or LinkType.StartToFinish))
                return;
            var longer = plan with { Forward = [.. plan.Forward.Select((task, i) => i == at ? task with { Takes = Estimate.Exactly(PlanDuration.FromElapsed(Likely(task) + Duration.FromMinutes(more))) } : task)] };
            var (before, after) = (Compute(plan), Compute(longer));
            Assert.All(before.Tasks.Zip(after.Tasks), pair => Assert.True(pair.Second.EarliestFinish >= pair.First.EarliestFinish));
            Assert.True(after.EarliestFinish >= before.EarliestFinish);
        }, iter: 2000);

    [Theory]
    [InlineData(800)]
    [InlineData(10_000, Traits = ["Speed", "slow"])]
    public void Without_deadlines_there_is_slack_or_none_and_the_critical_path_has_the_least(int plans)
    {
        AnyPlan.Gen(hours: false).Sample(Critical, iter: plans);
        AnyPlan.Gen(hours: true).Sample(Critical, iter: plans);

        static void Critical(Plan plan)
        {
            var schedule = Compute(plan);
            var least = schedule.Tasks.Min(task => task.Slack);
            Assert.Equal(Duration.Zero, least);
            Assert.All(schedule.CriticalPath, id => Assert.Equal(least, schedule.Task(id)!.Slack));
            Assert.Equal(schedule.EarliestFinish, schedule.Task(schedule.CriticalPath[^1])!.EarliestFinish);
            Assert.All(schedule.Tasks, task => Assert.True(task.LatestFinish <= schedule.EarliestFinish));
            Assert.True(schedule.Finish >= schedule.EarliestFinish);
        }
    }

    [Fact]
    public void A_task_may_slip_by_its_slack_and_no_more() =>
        Gen.Select(AnyPlan.Gen(hours: false), Gen.Int[0, 13]).Sample((plan, which) =>
        {
            var schedule = Compute(plan);
            var task = plan.Forward[which % plan.Forward.Count];
            var slack = schedule.Task(task.Id)!.Slack;
            Assert.Equal(schedule.EarliestFinish, Slipped(slack));
            Assert.True(Slipped(slack + Duration.FromMinutes(1)) > schedule.EarliestFinish);

            Instant Slipped(Duration by)
            {
                var notBefore = new PlanTime.FromT0(PlanDuration.FromElapsed(schedule.Task(task.Id)!.EarliestStart + by - plan.Launch.Clock().T0));
                // Only this task moves: whatever else had no clock keeps the start that it had.
                var slipped = plan with
                {
                    Forward = [.. plan.Forward.Select(other => other == task ? other with { NotBefore = notBefore }
                        : other.NotBefore is null ? other with { NotBefore = new PlanTime.FromT0(PlanDuration.FromElapsed(ReleaseOf(plan, other) - plan.Launch.Clock().T0)) } : other)],
                };
                return Compute(slipped).EarliestFinish;
            }
        }, iter: 2000);

    [Fact]
    public void The_way_back_is_the_way_there_of_the_network_turned_round()
    {
        var links = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 11], Gen.Int[0, 3], Gen.Int[-5, 9]).Array[0, 25];
        Gen.Select(Gen.Int[0, 20].Array[12], links).Sample((durations, drawn) =>
        {
            var tasks = durations.Select((duration, i) => new NetworkTask($"{i}", duration)).ToList();
            var forward = drawn.Where(link => link.Item1 < link.Item2).Select(link => new NetworkLink(link.Item1, link.Item2, (LinkType)link.Item3, link.Item4)).ToList();
            var there = LinksAnswer.Of(Networks.Of(tasks, forward));
            var turned = LinksAnswer.Of(Networks.Of(tasks, [.. forward.Select(Turned)]));
            var (thereAt, turnedAt) = (Places(Networks.Of(tasks, forward)), Places(Networks.Of(tasks, [.. forward.Select(Turned)])));
            for (var i = 0; i < tasks.Count; i++)
            {
                Assert.Equal(there.Finish - turned.Early[2 * turnedAt[i]], there.Late[2 * thereAt[i] + 1]);
                Assert.Equal(there.Finish - turned.Early[2 * turnedAt[i] + 1], there.Late[2 * thereAt[i]]);
            }
        }, iter: 3000);

        static NetworkLink Turned(NetworkLink link) => new(link.To, link.From, link.Type switch
        {
            LinkType.StartToStart => LinkType.FinishToFinish,
            LinkType.FinishToFinish => LinkType.StartToStart,
            var other => other,
        }, link.Lag);

        static int[] Places(Network network)
        {
            var places = new int[network.Count];
            for (var i = 0; i < places.Length; i++)
                places[network.Position[i]] = i;
            return places;
        }
    }

    private static Schedule Compute(Plan plan) => Scheduler.Compute(plan, plan.Launch.Clock());

    private static Duration Likely(PlanTask task) => task.Takes!.Likely.Elapsed;

    private static Instant ReleaseOf(Plan plan, PlanTask task)
    {
        var clock = plan.Launch.Clock();
        return task.After.Count == 0 ? clock.T0 : plan.Forward.Where(other => other.NotBefore is not null).Select(other => clock.Resolve(other.NotBefore!)).Append(clock.T0).Min();
    }

    private static void Feasible(Plan plan, Schedule schedule)
    {
        var clock = plan.Launch.Clock();
        foreach (var scheduled in schedule.Tasks)
        {
            var task = plan.Task(scheduled.Id)!;
            Assert.True(scheduled.PlannedStart >= scheduled.EarliestStart && scheduled.PlannedFinish >= scheduled.EarliestFinish);
            if (task.NotBefore is { } notBefore)
                Assert.True(scheduled.EarliestStart >= clock.Resolve(notBefore));
            Check(scheduled.EarliestStart, scheduled.EarliestFinish, other => (other.EarliestStart, other.EarliestFinish));
            Check(scheduled.PlannedStart, scheduled.PlannedFinish, other => (other.PlannedStart, other.PlannedFinish));

            void Check(Instant start, Instant finish, Func<ScheduledTask, (Instant Start, Instant Finish)> times)
            {
                var atLeast = task.Takes!.Likely.AddTo(start, clock.Zone);
                Assert.True(finish >= atLeast || task.Takes.Likely.Days > 0);
                if (task is { Phase: Phase.Launch, After: [] })
                    Assert.Equal(atLeast, finish);
                foreach (var link in task.After)
                {
                    var other = times(schedule.Task(link.Predecessor)!);
                    var from = link.Type is LinkType.FinishToStart or LinkType.FinishToFinish ? other.Finish : other.Start;
                    var to = link.Type is LinkType.FinishToStart or LinkType.StartToStart ? start : finish;
                    Assert.True(to >= link.Lag.AddTo(from, clock.Zone), $"{task.Id} breaks {link}");
                }
            }
        }
    }
}
