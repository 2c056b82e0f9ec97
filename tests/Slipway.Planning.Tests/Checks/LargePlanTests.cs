using System.Diagnostics;
using NodaTime;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Checks;

/// <summary>A plan of 100,000 tasks is checked in seconds, whatever is wrong with it: no rule compares all with all.</summary>
public sealed class LargePlanTests(ITestOutputHelper output)
{
    private const int Count = 100_000;

    public static TheoryData<string> Shapes => [.. Plans.Keys];

    private static readonly Dictionary<string, Func<int, PlanBuilder>> Plans = new()
    {
        ["a chain that is taken back step by step"] = count => Build(count, (builder, i) => builder
            .Task($"t{i}", 1, "ali", i > 0 ? [$"t{i - 1}"] : [], task => task with { Undo = new Undo.By($"r{i}") })
            .Rollback($"r{i}", 1, "ali")),
        ["everybody waits for the first and is the same person"] = count => Build(count, (builder, i) => builder
            .Task($"t{i}", 1, "ali", i > 0 ? ["t0"] : [])),
        ["all links lead nowhere"] = count => Build(count, (builder, i) => builder
            .Task($"task-{i}", 1, $"nobody-{i}", [$"tusk-{i}", $"tosk-{i}"])),
        ["one circle"] = count => Build(count, (builder, i) => builder
            .Task($"t{i}", 1, "ali", [$"t{(i + count - 1) % count}"])),
        ["circles of two"] = count => Build(count, (builder, i) => builder
            .Task($"t{i}", 1, "ali", [$"t{i ^ 1}"])),
        ["a gate for every second task, with evidence from another"] = count => Build(count / 2, (builder, i) => builder
            .Task($"t{i}", 1, "ali", i > 0 ? [$"g{i - 1}"] : [], task => task with { Undo = new Undo.Impossible(), Purpose = [Purpose.MovesData] })
            .Gate($"g{i}", ["ali"], "ali", [$"t{i}"], [new Criterion("c", LocalizedText.Of("c"), true, new CriterionTest.TaskDone($"t{count / 2 - 1 - i}"))])),
        ["a layer that is taken back before a chain that is not"] = count => Build(count, (builder, i) => builder
            .Task($"t{i}", 1, "ali", i < count / 2 ? [] : i == count / 2 ? [$"t0", "t1", "t2"] : [$"t{i - 1}"],
                task => i < count / 2 ? task with { Undo = new Undo.By("r") } : task with { Undo = new Undo.Nothing() })),
        ["ten thousand people and a hundred shifts"] = count => Build(count, (builder, i) => (i % 1000 > 0 ? builder : builder.Shift(i, i + 1500, $"p{i}", $"p{i}"))
            .Person($"p{i / 10 * 10}", [Roles.ItOperations])
            .Task($"t{i}", 1, Roles.ItOperations, with: task => task with { NotBefore = PlanBuilder.Minutes(i), Team = "dba", NotAfter = PlanBuilder.Minutes(i) })),
    };

    [Theory, MemberData(nameof(Shapes)), Trait("Speed", "slow")]
    public void Is_checked_in_seconds(string shape)
    {
        var plan = Plans[shape](Count).Build();
        var watch = Stopwatch.StartNew();
        var context = new CheckContext(plan, Instant.FromUtc(2027, 1, 1, 0, 0));
        output.WriteLine($"{watch.Elapsed.TotalSeconds:F2} s to prepare: {shape}");
        foreach (var check in PlanChecks.All)
        {
            var before = watch.Elapsed;
            var found = check.Find(context).Count();
            output.WriteLine($"{(watch.Elapsed - before).TotalSeconds:F2} s for {check.Rule}: {found}");
        }
        output.WriteLine($"{watch.Elapsed.TotalSeconds:F2} s in all");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }

    private static PlanBuilder Build(int count, Action<PlanBuilder, int> add)
    {
        var builder = new PlanBuilder().Person("ali", [Roles.Trainer])
            .Team("dba", ["ali"], [PlanBuilder.Hours(8, 16, IsoDayOfWeek.Monday)]);
        for (var i = 0; i < count; i++)
            add(builder, i);
        return builder;
    }
}
