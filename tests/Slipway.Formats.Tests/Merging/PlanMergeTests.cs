using CsCheck;
using Slipway.Formats.Merging;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Tests.Merging;

public sealed class PlanMergeTests
{
    private const string Launch = """
        id: usct
        title: Cash transfer   # as in the decree
        zone: Africa/Djibouti
        t0: 2027-02-06T02:00
        window: { opens: T-30m, closes: T+4h, contingency: 20m }
        languages: [en, fr]
        people:
          - { id: farah, name: A. Farah, roles: [it-operations] } # nights
          - { id: osei, name: K. Osei }
        """;

    private const string Cutover = """
        launch: usct
        forward:
          # first of all
          - { id: freeze, title: Freeze, phase: launch, takes: 5m, undo: none }

          - id: load      # the long one
            title: Load
            phase: launch
            # measured twice
            takes: 9m/12m/21m   # the third is a guess
            after:              # only these
              - freeze          # yes
            undo: unload
          - id: check
            title: { en: Check, fr: Vérifier }
            phase: launch
            takes: 3m
            undo: none
        rollback:
          - { id: unload, title: Unload, takes: 6m }
        """;

    private static readonly PlanTexts Before = new(Launch, Cutover);

    /// <summary>Edits of different values: many of the same task, of the same line, at the same place.</summary>
    private static readonly (string Path, string? Value)[] Edits =
    [
        ("forward/0/takes", "7m"), ("forward/0/title", "Freeze all"), ("forward/0/owner", "farah"), ("forward/0/deputy", "osei"), ("forward/0/undo", null),
        ("forward/1/takes", "9m/14m/21m"), ("forward/1/title", "Load: all"), ("forward/1/owner", "farah"), ("forward/1/deputy", "osei"), ("forward/1/after/0", "freeze SS+5m"),
        ("forward/1/do", "Restore.\nCount."), ("forward/1/notAfter", "T+1h"), ("forward/1/mandatory", "true"),
        ("forward/2/takes", "4m"), ("forward/2/title/en", "Control"), ("forward/2/title/fr", "Contrôler"), ("forward/2/after", "load"), ("forward/2/where", "Office 4"),
        ("rollback/0/takes", "8m"), ("rollback/0/owner", "osei"),
        ("launch/t0", "2027-02-13T02:00"), ("launch/window/closes", "T+5h"), ("launch/people/0/phone", "+253 77"), ("launch/people/1/deputy", "farah"), ("launch/owner", "Ministry"),
    ];

    [Theory]
    [InlineData(25)]
    [InlineData(400, Traits = ["Speed", "slow"])]
    public void Independent_edits_merge_to_the_same_plan_in_either_order(int pairs) => Gen.Int[0, 2].Array[Edits.Length].Sample(who =>
    {
        var (theirs, mine) = (Edited(who, 1), Edited(who, 2));

        var (one, other) = (PlanMerge.Of(Before, theirs, mine), PlanMerge.Of(Before, mine, theirs));

        Assert.True(one.IsMeant, $"{theirs.CutoverYaml}\n---\n{mine.CutoverYaml}\n---\n{one.Texts().CutoverYaml}");
        Assert.Equal(one.Texts(), other.Texts());
        Assert.Empty(PlanDifference.Between(Edited(who, 1, 2).Read().Plan!, one.Texts().Read().Plan!));
        Assert.Contains("# the third is a guess", one.Texts().CutoverYaml, StringComparison.Ordinal);
    }, iter: pairs);

    [Theory]
    [InlineData("forward/1/takes", "9m/14m/21m", "9m/15m/21m")]
    [InlineData("forward/0/title", "Freeze all", "Freeze now")]
    [InlineData("forward/2/title/fr", "Contrôler", null)]
    [InlineData("launch/t0", "2027-02-13T02:00", "2027-02-20T02:00")]
    public void The_same_value_is_asked_about_and_either_answer_gives_that_plan(string path, string theirs, string? mine)
    {
        var (one, other) = (PlanEditor.Set(Before, path, theirs).Texts!, PlanEditor.Set(Before, path, mine).Texts!);

        var merge = PlanMerge.Of(Before, one, other);

        Assert.False(merge.IsMeant);
        Assert.Single(merge.Launch.Conflicts.Concat(merge.Cutover.Conflicts));
        Assert.Equal(one, merge.Texts(false));
        Assert.Equal(other, merge.Texts(true));
    }

    [Fact]
    public void Two_who_make_the_same_change_have_nothing_to_choose()
    {
        var both = PlanEditor.Set(Before, "forward/1/takes", "10m").Texts!;
        Assert.Equal(both, PlanMerge.Of(Before, both, both) is { IsMeant: true } merge ? merge.Texts() : Before);
    }

    [Fact]
    public void Two_tasks_added_at_the_same_place_are_both_kept()
    {
        PlanTexts With(string id) => PlanEditor.Add(Before, new PlanTask { Id = id, Title = LocalizedText.Of(id) }, "check").Texts!;
        var merge = PlanMerge.Of(Before, With("count"), With("archive"));
        Assert.Equal(["freeze", "load", "check", "archive", "count"], merge.IsMeant ? merge.Texts().Read().Plan!.Forward.Select(task => task.Id) : []);
    }

    /// <summary>Lines fit together, and the deputy would land under the task before: the meaning says no.</summary>
    [Fact]
    public void A_value_of_a_task_that_the_other_removed_is_not_given_to_its_neighbour()
    {
        var (removed, changed) = (PlanEditor.Remove(Before, "check").Texts!, PlanEditor.Set(Before, "forward/2/deputy", "osei").Texts!);
        var merge = PlanMerge.Of(Before, removed, changed);
        Assert.False(merge.IsMeant);
        Assert.Null(merge.Texts().Read().Plan!.Task("load")!.Deputy);
    }

    /// <summary>One writes the task anew on lines of its own, which neither lines nor words can put together with a change by the other.</summary>
    [Fact]
    public async Task Two_versions_of_five_thousand_tasks_are_put_together_value_by_value_without_reading_the_plan_for_each()
    {
        PlanTexts With(string seventh) => new(Launch, "launch: usct\nforward:\n" + string.Concat(Enumerable.Range(0, 5_000)
            .Select(number => number == 7 ? seventh : $"  - {{ id: t{number}, title: Load, phase: launch, takes: 5m, undo: none }}\n")));
        var before = With("  - { id: t7, title: Load, phase: launch, takes: 5m, undo: none }\n");
        var theirs = With("  - { id: t7, title: Load all, phase: launch, takes: 5m, undo: none }\n");
        var mine = With("  - phase: launch\n    undo: none\n    takes: 6m\n    title: Load\n    id: t7\n");

        var merge = await Task.Run(() => PlanMerge.Of(before, theirs, mine), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);

        Assert.Equal((true, "Load all", "6m"), (merge.IsMeant, merge.Texts().Read().Plan!.Task("t7")!.Title.In("en"), $"{merge.Texts().Read().Plan!.Task("t7")!.Takes}"));
    }

    [Fact]
    public void Where_every_task_is_in_conflict_each_gets_the_values_of_both()
    {
        var (before, theirs, mine) = AllConflicting(30);

        var (one, other) = (PlanMerge.Of(before, theirs, mine), PlanMerge.Of(before, mine, theirs));

        Assert.True(one.IsMeant && other.IsMeant);
        var plan = one.Texts().Read().Plan!;
        Assert.Empty(PlanDifference.Between(plan, other.Texts().Read().Plan!));
        Assert.Equal(
            Enumerable.Range(0, 30).Select(n => ($"t{n}", $"Load all {n}", Estimate.Exactly(PlanDuration.FromMinutes(n + 1)), (string?)"farah", (Undo?)new Undo.Impossible(), "freeze")),
            plan.Forward.Select(task => (task.Id, task.Title.In("en"), task.Takes!, task.Owner, task.Undo, $"{task.After.Single()}")));
    }

    [Fact]
    public void Lists_and_criteria_that_only_values_can_put_together_come_whole()
    {
        static PlanTexts Gate(string gate) => new(Launch, $"launch: usct\nforward:\n  - {{ id: load, title: Load, phase: launch, takes: 5m, undo: none }}\n{gate}");
        const string Total = "{ id: total, title: Totals agree, must: true, met: { by: farah } }";
        const string Count = "{ id: count, title: All are there, must: false, met: { task: load } }";
        var before = Gate($"  - {{ id: go, kind: gate, title: Go, phase: launch, voters: [farah], decider: farah, criteria: [{Total}] }}\n");
        var theirs = Gate($"  - {{ id: go, kind: gate, title: Go on, phase: launch, voters: [farah], decider: farah, criteria: [{Total}] }}\n");
        var mine = Gate($"  - title: Go\n    phase: launch\n    criteria:\n      - {Total}\n      - {Count}\n    decider: farah\n    voters: [farah, osei, it-operations]\n    kind: gate\n    id: go\n");

        var merge = PlanMerge.Of(before, theirs, mine);

        var gate = merge.Texts().Read().Plan!.Task("go")!;
        Assert.Equal((true, "Go on"), (merge.IsMeant, gate.Title.In("en")));
        Assert.Equal(["farah", "osei", "it-operations"], gate.Gate!.Voters);
        Assert.Equal([("total", true), ("count", false)], gate.Gate.Criteria.Select(criterion => (criterion.Id, criterion.Must)));
    }

    [Fact]
    public void Four_times_as_many_conflicts_take_about_four_times_the_memory()
    {
        static long Allocated(int tasks)
        {
            var (before, theirs, mine) = AllConflicting(tasks);
            var start = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(PlanMerge.Of(before, theirs, mine).IsMeant);
            return GC.GetAllocatedBytesForCurrentThread() - start;
        }

        Allocated(10);
        var (few, many) = (Allocated(50), Allocated(200));

        Assert.InRange((double)many / few, 2, 6);
    }

    [Fact]
    public void Comments_count_as_much_as_values()
    {
        var theirs = Before with { CutoverYaml = Cutover.Replace("# measured twice", "# measured three times", StringComparison.Ordinal) };
        var mine = PlanEditor.Set(Before, "forward/1/takes", "10m").Texts!;
        var merged = PlanMerge.Of(Before, theirs, mine).Texts().CutoverYaml;
        Assert.Contains("# measured three times\n    takes: 10m   # the third is a guess", merged.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    /// <summary>Each task is written anew by one and changed by the other, which only values can put together.</summary>
    private static (PlanTexts Before, PlanTexts Theirs, PlanTexts Mine) AllConflicting(int tasks)
    {
        PlanTexts Each(Func<int, string> task) => new(Launch, "launch: usct\nforward:\n" + string.Concat(Enumerable.Range(0, tasks).Select(task)));
        return (
            Each(n => $"  - {{ id: t{n}, title: Load {n}, phase: launch, takes: 5m, undo: none }}\n"),
            Each(n => $"  - {{ id: t{n}, title: Load all {n}, phase: launch, takes: 5m, undo: none, after: [freeze] }}\n"),
            Each(n => $"  - phase: launch\n    noReturn: true\n    takes: {n + 1}m\n    owner: farah\n    title: Load {n}\n    id: t{n}\n"));
    }

    private static PlanTexts Edited(int[] who, params int[] editors) =>
        PlanEditor.Set(Before, Edits.Where((_, index) => editors.Contains(who[index]))).Texts!;
}
