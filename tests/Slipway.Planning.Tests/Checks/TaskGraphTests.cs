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
    public void Sixty_five_first_tasks_are_asked_in_two_walks_with_the_same_answers()
    {
        var graph = Graph(200, [.. Enumerable.Range(0, 199).Select(task => (task, task + 1))]);
        var answers = graph.Reaches([.. Enumerable.Range(0, 100).SelectMany(task => new[] { (task, 199), (199, task) })]);
        Assert.Equal(Enumerable.Range(0, 200).Select(number => number % 2 == 0), answers);
    }

    private static TaskGraph Graph(int count, (int From, int To)[] links)
    {
        var builder = new PlanBuilder();
        for (var task = 0; task < count; task++)
            builder.Task($"t{task}", 1, after: [.. links.Where(link => link.To == task).Select(link => $"t{link.From}")]);
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
