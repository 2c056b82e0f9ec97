using CsCheck;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Checks;

public sealed class TaskGraphTests
{
    private static readonly Gen<(int Count, (int From, int To)[] Links)> Any =
        from count in Gen.Int[1, 30]
        from links in Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1]).Array[0, 60]
        select (count, links);

    private static readonly Gen<(int Count, (int From, int To)[] Links)> WithoutCycle =
        from count in Gen.Int[2, 30]
        from links in Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1]).Where(link => link.Item1 < link.Item2).Array[0, 60]
        select (count, links);

    private static readonly Gen<(int Count, (int From, int To, string Kind)[] Links)> WithKinds =
        from count in Gen.Int[2, 24]
        from links in Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1], Gen.Int[0, 3].Select(kind => new[] { "FS", "SS", "FF", "SF" }[kind])).Where(link => link.Item1 < link.Item2).Array[0, 40]
        select (count, links);

    [Fact]
    public void Has_a_cycle_exactly_when_some_task_waits_for_itself() => Any.Sample(given =>
    {
        var graph = Graph(given.Count, given.Links);
        var reach = Reach(given.Count, given.Links);
        Assert.Equal(Enumerable.Range(0, given.Count).Any(task => reach[task, task]), graph.HasCycle);
        Assert.Equal(graph.HasCycle, graph.Cycles.Count > 0);
    });

    [Fact]
    public void Shows_one_closed_way_without_repetition_for_each_knot() => Any.Sample(given =>
    {
        var graph = Graph(given.Count, given.Links);
        var reach = Reach(given.Count, given.Links);
        foreach (var cycle in graph.Cycles)
        {
            Assert.Equal(cycle.Count, cycle.Distinct().Count());
            for (var i = 0; i < cycle.Count; i++)
                Assert.Contains((cycle[i], cycle[(i + 1) % cycle.Count]), given.Links);
        }
        var knots = Enumerable.Range(0, given.Count).Where(task => reach[task, task])
            .Select(task => Enumerable.Range(0, given.Count).First(other => other == task || (reach[task, other] && reach[other, task])))
            .Distinct().Count();
        Assert.Equal(knots, graph.Cycles.Count);
    });

    [Fact]
    public void Knows_what_waits_for_what_through_others() => WithoutCycle.Sample(given =>
    {
        var graph = Graph(given.Count, given.Links);
        var reach = Reach(given.Count, given.Links);
        var pairs = (from first in Enumerable.Range(0, given.Count) from second in Enumerable.Range(0, given.Count) select (first, second)).ToList();
        Assert.Equal(pairs.Select(pair => reach[pair.first, pair.second]), graph.Reaches(pairs));
    });

    [Fact]
    public void Knows_what_lies_before_and_after() => WithoutCycle.Sample(given =>
    {
        var graph = Graph(given.Count, given.Links);
        var reach = Reach(given.Count, given.Links);
        var (before, after) = (graph.HasBefore(task => task.Id.EndsWith('7')), graph.HasAfter(task => task.Id.EndsWith('7')));
        for (var task = 0; task < given.Count; task++)
        {
            Assert.Equal(Enumerable.Range(0, given.Count).Any(other => other % 10 == 7 && reach[other, task]), before[task]);
            Assert.Equal(Enumerable.Range(0, given.Count).Any(other => other % 10 == 7 && reach[task, other]), after[task]);
        }
    });

    [Fact]
    public void Knows_by_the_kind_of_every_link_what_holds_a_start_back_and_what_only_a_finish() => WithKinds.Sample(given =>
    {
        var graph = Graph(given.Count, given.Links);
        // Each task is two points, 2i and 2i + 1: its start and, after it, its finish.
        var reach = Reach(2 * given.Count, [
            .. Enumerable.Range(0, given.Count).Select(task => (2 * task, 2 * task + 1)),
            .. given.Links.Select(link => (2 * link.From + (link.Kind[0] == 'F' ? 1 : 0), 2 * link.To + (link.Kind[1] == 'F' ? 1 : 0)))]);
        var sevens = Enumerable.Range(0, given.Count).Where(task => task % 10 == 7).ToList();
        var (before, begun, after) = (graph.HasBefore(IsSeven), graph.HasBegunBefore(IsSeven), graph.HasAfter(IsSeven));
        for (var task = 0; task < given.Count; task++)
        {
            Assert.Equal(sevens.Exists(seven => reach[2 * seven + 1, 2 * task]), before[task]);
            Assert.Equal(sevens.Exists(seven => reach[2 * seven, 2 * task]), begun[task]);
            Assert.Equal(sevens.Exists(seven => reach[2 * task + 1, 2 * seven]), after[task]);
        }
        var pairs = (from first in Enumerable.Range(0, given.Count) from second in Enumerable.Range(0, given.Count) select (first, second)).ToList();
        Assert.Equal(pairs.Select(pair => reach[2 * pair.first + 1, 2 * pair.second + 1]), graph.Reaches(pairs));

        static bool IsSeven(PlanTask task) => task.Id.EndsWith('7');
    });

    [Fact]
    public void A_milestone_is_held_back_by_what_holds_its_finish_back()
    {
        var graph = new TaskGraph(new PlanBuilder().Task("a7", 1).Milestone("open", ["a7 FF"]).Task("b", 1, after: ["open SS"]).Build());
        Assert.Equal([false, true, true], graph.HasBefore(task => task.Id == "a7"));
        Assert.Equal([true, true, false], graph.HasAfter(task => task.Id == "b"));
        Assert.Equal([true], graph.Reaches([(0, 2)]));
    }

    [Fact]
    public void Sixty_five_first_tasks_are_asked_in_two_walks_with_the_same_answers()
    {
        var graph = Graph(200, [.. Enumerable.Range(0, 199).Select(task => (task, task + 1))]);
        var answers = graph.Reaches([.. Enumerable.Range(0, 100).SelectMany(task => new[] { (task, 199), (199, task) })]);
        Assert.Equal(Enumerable.Range(0, 200).Select(number => number % 2 == 0), answers);
    }

    private static TaskGraph Graph(int count, (int From, int To)[] links) => Graph(count, [.. links.Select(link => (link.From, link.To, "FS"))]);

    private static TaskGraph Graph(int count, (int From, int To, string Kind)[] links)
    {
        var builder = new PlanBuilder();
        for (var task = 0; task < count; task++)
            builder.Task($"t{task}", 1, after: [.. links.Where(link => link.To == task).Select(link => $"t{link.From} {link.Kind}")]);
        return new TaskGraph(builder.Build());
    }

    /// <summary>Warshall's closure: the simple answer to compare with.</summary>
    private static bool[,] Reach(int count, (int From, int To)[] links)
    {
        var reach = new bool[count, count];
        foreach (var (from, to) in links)
            reach[from, to] = true;
        for (var k = 0; k < count; k++)
        {
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < count; j++)
                    reach[i, j] |= reach[i, k] && reach[k, j];
            }
        }
        return reach;
    }
}
