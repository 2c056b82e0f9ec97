using CsCheck;
using Slipway.Formats.Editing;
using Slipway.Formats.Plans;
using Slipway.Formats.Tests.Plans;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Editing;

public sealed class TaskEditorTests
{
    private const string Launch = """
        id: usct
        title: Cash transfer
        zone: Africa/Djibouti
        t0: 2027-02-06T02:00
        window: { opens: T-30m, closes: T+4h, contingency: 20m }
        languages: [en, fr]
        """;

    private const string Cutover = """
        launch: usct
        forward:
          - id: load      # the long one
            title: Load
            do: |
              Restore the dump.
            phase: launch
            takes: 9m/12m/21m   # the third is a guess
            after:              # only these
              - freeze          # yes
              - check SS+5m
            undo: unload
          - id: go
            kind: gate
            title: Go
            voters: [farah]
            decider: osei
            criteria:
              # the first is the hard one
              - { id: totals, title: Totals reconcile, must: true, met: { task: load } }
              - { id: hub, title: { en: Hub, fr: Passerelle }, met: { by: farah } } # by telephone
        rollback:
          - { id: unload, title: Unload, takes: 6m }
        """;

    private static readonly PlanTexts Texts = new(Launch, Cutover);

    [Theory]
    [InlineData("load", "takes", "9m/14m/21m", "9m/12m/21m   #", "9m/14m/21m   #")]
    [InlineData("load", "title/en", "Load all", "title: Load\n", "title: Load all\n")]
    [InlineData("load", "title/fr", "Charger", "title: Load\n", "title:\n      en: Load\n      fr: Charger\n")]
    [InlineData("load", "do/en", "Restore it.\r\n", "      Restore the dump.\n", "      Restore it.\n")]
    [InlineData("load", "expect/en", "Equal counts", "    phase: launch\n    takes", "    expect: Equal counts\n    phase: launch\n    takes")]
    [InlineData("load", "expect/fr", "Autant", "    phase: launch\n    takes", "    expect:\n      fr: Autant\n    phase: launch\n    takes")]
    [InlineData("load", "after", "freeze\ncheck SS+8m", "check SS+5m", "check SS+8m")]
    [InlineData("load", "after", "\nfreeze\n\n", "      - check SS+5m\n", "")]
    [InlineData("load", "after", "check SS+5m", "      - freeze          # yes\n", "")]
    [InlineData("load", "after", "freeze\ncheck SS+5m\ngo\ncount", "      - check SS+5m\n", "      - check SS+5m\n      - go\n      - count\n")]
    [InlineData("go", "voters", "farah\nosei", "voters: [farah]", "voters: [farah, osei]")]
    [InlineData("load", "undo", "none", "undo: unload", "undo: none")]
    [InlineData("load", "undo", "noReturn", "undo: unload", "noReturn: true")]
    [InlineData("load", "undo", "", "    undo: unload\n", "")]
    [InlineData("load", "attended", "false", "    after: ", "    attended: false\n    after: ")]
    [InlineData("load", "mandatory", "true", "    undo: unload\n", "    undo: unload\n    mandatory: true\n")]
    [InlineData("load", "purpose", "moves-data\nreconciles", "    undo: unload\n", "    undo: unload\n    purpose: [moves-data, reconciles]\n")]
    [InlineData("go", "quorum", "1", "    decider: osei\n", "    decider: osei\n    quorum: 1\n")]
    [InlineData("go", "criteria/totals/must", "false", "must: true", "must: false")]
    [InlineData("go", "criteria/totals/title/fr", "Totaux", "title: Totals reconcile,", "title: { en: Totals reconcile, fr: Totaux },")]
    [InlineData("go", "criteria/hub/of", "osei", "met: { by: farah }", "met: { by: osei }")]
    public void Changes_one_value_and_nothing_else(string task, string name, string value, string before, string after)
    {
        var edit = Change(task, (name, value));

        Assert.True(edit.Ok, string.Join(", ", edit.Refusals.Select(refused => $"{refused.Name} {refused.Problem.Rule}")));
        Assert.Single(Cutover.Split(before).Skip(1));
        Assert.Equal(Cutover.Replace(before, after, StringComparison.Ordinal), edit.Texts!.CutoverYaml);
        Assert.Equal(Launch, edit.Texts.LaunchYaml);
    }

    [Fact]
    public void Changes_nothing_when_nothing_was_changed()
    {
        foreach (var task in Texts.Read().Plan!.Tasks)
            Assert.Equal(Texts, TaskEditor.Change(Texts, task.Id, TaskValues.Of(task, ["en", "fr"])).Texts);
    }

    [Fact]
    public void Escalation_comes_and_goes_whole()
    {
        var with = Change("load", ("escalate/after", "10m"), ("escalate/to", "osei"));
        Assert.Contains("    undo: unload\n    escalate: { after: 10m, to: osei }\n", with.Texts!.CutoverYaml, StringComparison.Ordinal);
        var later = Change(with.Texts, "load", ("escalate/after", "15m"));
        Assert.Contains("escalate: { after: 15m, to: osei }", later.Texts!.CutoverYaml, StringComparison.Ordinal);
        Assert.Equal(Cutover, Change(later.Texts, "load", ("escalate/after", ""), ("escalate/to", "")).Texts!.CutoverYaml);
        Assert.Equal([("escalate/after", "missing-key")], Refused(Change("load", ("escalate/after", "10m"))));
    }

    [Fact]
    public void Every_refused_value_is_told_by_its_name_and_nothing_is_changed()
    {
        var edit = Change("load", ("takes", "12"), ("notBefore", "soon"), ("owner", "farah"), ("after", "freeze\ncheck XX"));
        Assert.Null(edit.Texts);
        Assert.Equal([("takes", "bad-duration"), ("after", "bad-link"), ("notBefore", "bad-time")], Refused(edit));
    }

    [Fact]
    public void A_task_that_cannot_be_taken_back_gets_a_way_back()
    {
        var noReturn = Change("load", ("undo", TaskValues.NoReturn)).Texts!;
        Assert.Equal(Cutover, Change(noReturn, "load", ("undo", "unload")).Texts!.CutoverYaml);
    }

    [Fact]
    public void Criteria_are_added_and_removed_and_the_comments_at_the_others_stay()
    {
        var added = Change("go", ("criteria/+/title/en", "Staff on site"), ("criteria/+/must", "false"), ("criteria/+/met", "by"), ("criteria/+/of", "osei"));
        Assert.EndsWith("# by telephone\n      - { id: staff-on-site, title: Staff on site, must: false, met: { by: osei } }\nrollback:\n  - { id: unload, title: Unload, takes: 6m }", added.Texts!.CutoverYaml, StringComparison.Ordinal);
        var removed = Change(added.Texts, "go", ("criteria/totals/title/en", ""), ("criteria/hub/title/en", "The hub"));
        Assert.Equal(["hub", "staff-on-site"], removed.Reading!.Plan!.Task("go")!.Gate!.Criteria.Select(criterion => criterion.Id));
        Assert.Contains("- { id: hub, title: { en: The hub, fr: Passerelle }, met: { by: farah } } # by telephone", removed.Texts!.CutoverYaml, StringComparison.Ordinal);
        Assert.Equal([("criteria/+/of", "missing-key")], Refused(Change("go", ("criteria/+/title/en", "Staff"), ("criteria/+/met", "by"))));
    }

    /// <summary>What cannot be read is passed over by the reader, but it stands in the file and counts there.</summary>
    [Fact]
    public void A_criterion_behind_one_that_cannot_be_read_is_the_one_that_changes()
    {
        var texts = new PlanTexts(Launch, Cutover.Replace("      # the first is the hard one\n", "      - { id: broken, title: Broken, met: { } }\n", StringComparison.Ordinal));

        var changed = Change(texts, "go", ("criteria/hub/title/en", "The hub"));
        Assert.Equal(texts.CutoverYaml.Replace("en: Hub", "en: The hub", StringComparison.Ordinal), changed.Texts!.CutoverYaml);

        var removed = Change(texts, "go", ("criteria/totals/title/en", ""));
        Assert.Equal(texts.CutoverYaml.Replace("      - { id: totals, title: Totals reconcile, must: true, met: { task: load } }\n", "", StringComparison.Ordinal), removed.Texts!.CutoverYaml);
    }

    [Theory]
    [InlineData("80%", 0.8)]
    [InlineData("0,8", 0.8)]
    [InlineData("٨٠٪", 0.8)]
    [InlineData("٠٫٨", 0.8)]
    public void A_new_criterion_takes_a_probability_as_people_write_it(string text, double means)
    {
        var added = Change("go", ("criteria/+/title/en", "Inside"), ("criteria/+/met", "insideWindow"), ("criteria/+/of", text));

        Assert.Equal(new CriterionTest.InsideWindow(means), added.Reading!.Plan!.Task("go")!.Gate!.Criteria[^1].Met);
    }

    [Fact]
    public void Adds_a_task_with_all_that_the_form_says()
    {
        var empty = TaskValues.Of(new PlanTask { Id = "x", Title = LocalizedText.Of("") }, ["en", "fr"]);
        var wanted = empty.With([new("title/en", "Count"), new("title/fr", "Compter"), new("takes", "3m"), new("after", "load"), new("undo", "none")]);

        var edit = TaskEditor.Add(Texts, "count", TaskKind.Task, isRollback: false, wanted, "load");

        Assert.Equal(
            Cutover.Replace("    undo: unload\n", "    undo: unload\n  - id: count\n    title:\n      en: Count\n      fr: Compter\n    phase: launch\n    takes: 3m\n    after: [load]\n    undo: none\n", StringComparison.Ordinal),
            edit.Texts!.CutoverYaml);
        Assert.Equal([("id", "duplicate-id")], Refused(TaskEditor.Add(Texts, "load", TaskKind.Task, false, wanted, null)));
        Assert.Equal([("title/en", "missing-key")], Refused(TaskEditor.Add(Texts, "x", TaskKind.Task, false, empty, null)));
        Assert.Equal([("takes", "bad-duration")], Refused(TaskEditor.Add(Texts, "x", TaskKind.Task, false, wanted.With([new("takes", "3")]), null)));
    }

    /// <summary>Any task can be made of any other by the form, whatever its texts hold: what is in force afterwards is what was wanted.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(400, Traits = ["Speed", "slow"])]
    public void What_the_form_says_is_what_the_plan_then_means(int plans) => Gen.Select(PlanGenerator.Plan, PlanGenerator.Plan)
        .Where((one, other) => one.Forward.Count > 0 && other.Forward.Any(task => task.Kind == one.Forward[0].Kind))
        .Sample((one, other) =>
        {
            var (launch, cutover) = PlanWriter.Write(one);
            var texts = new PlanTexts(launch, cutover);
            var reading = texts.Read();
            if (!reading.IsGood)
                return;
            var languages = reading.Plan!.Launch.Languages;
            var like = other.Forward.First(task => task.Kind == one.Forward[0].Kind);
            var wanted = TaskValues.Of(like, languages);

            var edit = TaskEditor.Change(texts, one.Forward[0].Id, wanted);

            if (edit.Ok)
                Assert.DoesNotContain(TaskValues.Of(edit.Reading!.Plan!.Forward[0], languages).DifferentFrom(wanted), name => !name.StartsWith("criteria/", StringComparison.Ordinal));
            Assert.Equal(one.Forward.Skip(1).Select(Structure.Of), (edit.Reading?.Plan ?? reading.Plan).Forward.Skip(1).Select(Structure.Of));
        }, iter: plans);

    private static IEnumerable<(string, string)> Refused(TaskEdit edit) => edit.Refusals.Select(refused => (refused.Name, refused.Problem.Rule));

    private static TaskEdit Change(string task, params (string Name, string Value)[] values) => Change(Texts, task, values);

    private static TaskEdit Change(PlanTexts texts, string task, params (string Name, string Value)[] values) =>
        TaskEditor.Change(texts, task, TaskValues.Of(texts.Read().Plan!.Task(task)!, ["en", "fr"]).With(values.Select(value => KeyValuePair.Create(value.Name, (string?)value.Value))));
}
