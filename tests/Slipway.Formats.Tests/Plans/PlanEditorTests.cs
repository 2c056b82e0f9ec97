using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Tests.Plans;

public sealed class PlanEditorTests
{
    private const string Launch = """
        id: usct
        title: Cash transfer   # as in the decree
        zone: Africa/Djibouti
        t0:   2027-02-06T02:00
        window: { opens: T-30m, closes: T+4h, contingency: 20m }
        languages: [en, fr]
        people:
          - { id: farah, name: A. Farah, roles: [it-operations] } # nights
          - id: osei
            name: K. Osei
        """;

    private const string Cutover = """
        launch: usct
        forward:
          # first of all
          - { id: freeze, title: Freeze, phase: launch, takes: 5m, undo: none }

          - id: load      # the long one
            title: Load
            do: |
              Restore the dump.

              Then count.
            phase: launch
            # measured twice
            takes: 9m/12m/21m   # the third is a guess
            after:              # only these
              - freeze          # yes
              - check SS+5m
            undo: unload
          - id: check
            owner:
            title:
              en: Check
              fr: Vérifier
            phase: launch
            takes: 3m
            undo: none
        rollback:
          - { id: unload, title: Unload, takes: 6m }
        """;

    [Fact]
    public void A_finding_is_accepted_and_no_longer_accepted_and_the_text_is_as_it_was()
    {
        var texts = new PlanTexts(Launch, Cutover);
        var first = PlanEditor.Accept(texts, new AcceptedFinding("overtime", "load", "Agreed: the team comes"));
        var both = PlanEditor.Accept(first.Texts!, new AcceptedFinding("no-manager", null, "نعرف ذلك"));
        Assert.EndsWith("""

            accepted:
              - { rule: overtime, task: load, why: "Agreed: the team comes" }
              - { rule: no-manager, why: نعرف ذلك }
            """.ReplaceLineEndings("\n"), both.Texts!.CutoverYaml, StringComparison.Ordinal);
        Assert.Equal(["overtime", "no-manager"], both.Reading!.Plan!.Accepted.Select(accepted => accepted.Rule));

        Assert.Equal(first.Texts!.CutoverYaml, PlanEditor.NoLongerAccept(both.Texts!, "no-manager", null).Texts!.CutoverYaml);
        Assert.Equal(Cutover, PlanEditor.NoLongerAccept(first.Texts!, "overtime", "load").Texts!.CutoverYaml);
        Assert.False(PlanEditor.NoLongerAccept(texts, "overtime", "load").Ok);
    }

    [Fact]
    public void The_finding_that_is_no_longer_accepted_is_the_one_that_was_meant()
    {
        var texts = new PlanTexts(Launch, Cutover + "\naccepted:\n  - { rule: lead, task: check }\n  - { rule: lead, task: check, why: So be it }\n  - { rule: overtime, why: Agreed }\n");

        var edit = PlanEditor.NoLongerAccept(texts, "lead", "check");

        Assert.Equal(texts.CutoverYaml.Replace("  - { rule: lead, task: check, why: So be it }\n", "", StringComparison.Ordinal), edit.Texts!.CutoverYaml);
    }

    [Theory]
    [InlineData("    do: |  # in words\n      Restore.\n", "Load.\nCount.", "    do: |  # in words\n      Load.\n      Count.\n")]
    [InlineData("    do: |-  # in words\n      Restore.\n", "Load.", "    do: Load.  # in words\n")]
    public void A_comment_behind_the_mark_of_a_block_stays(string before, string value, string after)
    {
        var cutover = $"forward:\n  - id: load\n    title: Load\n{before}    phase: launch\n";

        Assert.Equal(cutover.Replace(before, after, StringComparison.Ordinal), PlanEditor.Set(new PlanTexts(Launch, cutover), "forward/0/do", value).Texts!.CutoverYaml);
    }

    [Fact]
    public void A_comment_behind_the_value_before_stays_when_the_last_one_in_braces_goes()
    {
        const string cutover = "forward:\n  - { id: load, title: Load, phase: launch, # it has one\n      owner: farah }\n";

        Assert.Contains("# it has one\n", PlanEditor.Set(new PlanTexts(Launch, cutover), "forward/0/owner", null).Texts!.CutoverYaml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hyphen_in_a_comment_is_not_taken_for_a_tasks_dash()
    {
        const string cutover = "forward:\n  - # the long one - really\n    id: load\n    title: Load\n    phase: launch\n  - { id: check, title: Check, phase: launch }\n";

        Assert.Equal("forward:\n  - { id: check, title: Check, phase: launch }\n", PlanEditor.Remove(new PlanTexts(Launch, cutover), "load").Texts!.CutoverYaml);
    }

    [Theory]
    [InlineData("accepted: []")]
    [InlineData("accepted:")]
    [InlineData("accepted: [{ rule: lead, task: check, why: So be it }]")]
    public void A_finding_is_accepted_in_whatever_list_there_is(string list)
    {
        var edit = PlanEditor.Accept(new PlanTexts(Launch, Cutover + "\n" + list + "\n# the end\n"), new AcceptedFinding("overtime", "load", "Agreed"));
        Assert.Contains(new AcceptedFinding("overtime", "load", "Agreed"), edit.Reading!.Plan!.Accepted);
        Assert.Contains("# the end", edit.Texts!.CutoverYaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("forward/0/takes", "7m", "takes: 5m, undo", "takes: 7m, undo")]
    [InlineData("forward/0/owner", "farah", "phase: launch, takes: 5m", "phase: launch, owner: farah, takes: 5m")]
    [InlineData("forward/0/do", "a, b: c", "title: Freeze, phase", "title: Freeze, do: \"a, b: c\", phase")]
    [InlineData("forward/0/undo", null, "takes: 5m, undo: none }", "takes: 5m }")]
    [InlineData("forward/0/title/fr", "Geler", "title: Freeze, phase", "title: { en: Freeze, fr: Geler }, phase")]
    [InlineData("forward/1/takes", "9m/14m/21m", "takes: 9m/12m/21m   # the", "takes: 9m/14m/21m   # the")]
    [InlineData("forward/1/deputy", "osei", "phase: launch\n    # measured", "phase: launch\n    deputy: osei\n    # measured")]
    [InlineData("forward/1/title", "Load: all", "title: Load\n    do", "title: \"Load: all\"\n    do")]
    [InlineData("forward/1/title/fr", "Charger", "title: Load\n    do", "title:\n      en: Load\n      fr: Charger\n    do")]
    [InlineData("forward/1/do", "Restore.\r\nCount.", "      Restore the dump.\n\n      Then count.\n", "      Restore.\n      Count.\n")]
    [InlineData("forward/1/do", "Restore.", "    do: |\n      Restore the dump.\n\n      Then count.\n", "    do: |\n      Restore.\n")]
    [InlineData("forward/1/do", null, "    do: |\n      Restore the dump.\n\n      Then count.\n", "")]
    [InlineData("forward/1/do/fr", "Restaurer.", "    do: |\n      Restore the dump.\n\n      Then count.\n", "    do:\n      en: |\n        Restore the dump.\n\n        Then count.\n      fr: Restaurer.\n")]
    [InlineData("forward/1/after", "freeze; check", "after:              # only these\n      - freeze          # yes\n      - check SS+5m\n", "after: [freeze, check]              # only these\n")]
    [InlineData("forward/1/after/1", "check SS+8m", "- check SS+5m", "- check SS+8m")]
    [InlineData("forward/1/after/0", null, "      - freeze          # yes\n", "")]
    [InlineData("forward/1/after", "", "    after:              # only these\n      - freeze          # yes\n      - check SS+5m\n", "")]
    [InlineData("forward/1/noReturn", "false", "    undo: unload\n", "    undo: unload\n    noReturn: false\n")]
    [InlineData("forward/1/escalate", "{ after: 10m, to: osei }", "    undo: unload\n", "    undo: unload\n    escalate: { after: 10m, to: osei }\n")]
    [InlineData("forward/2/owner", "osei", "    owner:\n", "    owner: osei\n")]
    [InlineData("forward/2/title/en", "Check it", "en: Check\n", "en: Check it\n")]
    [InlineData("forward/2/title/fr", null, "      fr: Vérifier\n", "")]
    [InlineData("forward/2/title", "Check", "title:\n      en: Check\n      fr: Vérifier\n", "title: Check\n")]
    [InlineData("forward/2/id", "control", "  - id: check\n", "  - id: control\n")]
    [InlineData("rollback/0/takes", "8m", "takes: 6m", "takes: 8m")]
    public void Changes_only_the_value_in_the_cutover_plan(string path, string? value, string before, string after)
    {
        var edit = PlanEditor.Set(new PlanTexts(Launch, Cutover), path, value);

        Assert.True(edit.Ok, string.Join(", ", edit.Refusal.Select(problem => problem.Rule)));
        Assert.Single(Cutover.Split(before).Skip(1));
        Assert.Equal(Cutover.Replace(before, after, StringComparison.Ordinal), edit.Texts!.CutoverYaml);
        Assert.Same(Launch, edit.Texts.LaunchYaml);
    }

    [Theory]
    [InlineData("launch/t0", "2027-02-13T02:00", "t0:   2027-02-06T02:00", "t0:   2027-02-13T02:00")]
    [InlineData("launch/window/closes", "T+5h", "closes: T+4h", "closes: T+5h")]
    [InlineData("launch/people/0/phone", "+253 77", "roles: [it-operations] }", "roles: [it-operations], phone: \"+253 77\" }")]
    [InlineData("launch/people/1/deputy", "farah", "    name: K. Osei", "    name: K. Osei\n    deputy: farah")]
    [InlineData("launch/people/1/roles", "trainer, observer", "    name: K. Osei", "    name: K. Osei\n    roles: [trainer, observer]")]
    [InlineData("launch/owner", "Ministry", "decree\n", "decree\nowner: Ministry\n")]
    [InlineData("launch/title/fr", "Transfert", "title: Cash transfer   # as in the decree\n", "title:   # as in the decree\n  en: Cash transfer\n  fr: Transfert\n")]
    public void Changes_only_the_value_in_the_launch(string path, string value, string before, string after)
    {
        var edit = PlanEditor.Set(new PlanTexts(Launch, Cutover), path, value);

        Assert.True(edit.Ok, string.Join(", ", edit.Refusal.Select(problem => problem.Rule)));
        Assert.Equal(Launch.Replace(before, after, StringComparison.Ordinal), edit.Texts!.LaunchYaml);
    }

    [Fact]
    public void Keeps_the_line_breaks_and_the_byte_order_mark_of_the_file()
    {
        var texts = new PlanTexts("\uFEFF" + Launch.ReplaceLineEndings("\r\n"), Cutover.ReplaceLineEndings("\r\n"));

        var edit = PlanEditor.Set(texts, [("launch/id", null), ("launch/id", "x")]);
        Assert.Equal(["missing-key", "other-launch"], edit.Refusal.Select(problem => problem.Rule));

        edit = PlanEditor.Set(texts, [("launch/owner", "Ministry"), ("forward/1/deputy", "osei"), ("forward/1/do", "One.\nTwo.")]);
        Assert.DoesNotContain("\n", (edit.Texts!.CutoverYaml + edit.Texts.LaunchYaml).Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith("\uFEFFid: usct\r\n", edit.Texts.LaunchYaml, StringComparison.Ordinal);
        Assert.Equal("One.\nTwo.\n", edit.Reading!.Plan!.Task("load")!.Do!.In("en"));
    }

    [Theory]
    [InlineData("forward/1/takes", "12", "bad-duration")]
    [InlineData("forward/1/phase", "luanch", "unknown-phase")]
    [InlineData("forward/1/phase", null, "missing-key")]
    [InlineData("forward/1/id", "freeze", "duplicate-id")]
    [InlineData("forward/1/escalate", "{ after: 10m", "edit-too-wide")]
    [InlineData("forward/1/escalate", "{ after: 10m, to: osei }\n    owner: farah", "edit-too-wide")]
    public void Refuses_a_value_that_is_none(string path, string? value, string rule)
    {
        var edit = PlanEditor.Set(new PlanTexts(Launch, Cutover), path, value);

        Assert.Null(edit.Texts);
        Assert.Equal(rule, edit.Refusal[0].Rule);
    }

    [Fact]
    public void Changes_nothing_when_the_value_is_as_it_was()
    {
        var texts = new PlanTexts(Launch, Cutover);

        Assert.Equal(texts, PlanEditor.Set(texts, "forward/1/takes", "9m/12m/21m").Texts);
        Assert.Equal(texts, PlanEditor.Set(texts, "forward/1/deputy", null).Texts);
        Assert.Equal(texts, PlanEditor.Set(texts, "forward/1/do", "Restore the dump.\n\nThen count.").Texts);
    }

    [Fact]
    public void Throws_for_a_path_that_no_plan_has() =>
        Assert.Throws<ArgumentException>(() => PlanEditor.Set(new PlanTexts(Launch, Cutover), "forward/1/colour", "red"));

    [Fact]
    public void Adds_a_task_behind_another()
    {
        var task = new PlanTask { Id = "count", Title = LocalizedText.Of("Count"), Takes = Estimate.Exactly(PlanDuration.FromMinutes(2)) };

        var edit = PlanEditor.Add(new PlanTexts(Launch, Cutover), task, behind: "load");

        Assert.Equal(Cutover.Replace("    undo: unload\n", "    undo: unload\n\n  - id: count\n    title: Count\n    phase: launch\n    takes: 2m\n", StringComparison.Ordinal), edit.Texts!.CutoverYaml);
        Assert.Equal(["freeze", "load", "count", "check"], edit.Reading!.Plan!.Forward.Select(one => one.Id));
        Assert.Equal("duplicate-id", PlanEditor.Add(edit.Texts, task).Refusal[0].Rule);
    }

    [Fact]
    public void Adds_the_first_task_of_a_list()
    {
        var task = new PlanTask { Id = "undo-it", Title = LocalizedText.Of("Undo"), IsRollback = true };
        var without = new PlanTexts(Launch, "launch: usct\nforward: []\n");

        var edit = PlanEditor.Add(without, task);
        Assert.Equal("launch: usct\nforward: []\nrollback:\n  - id: undo-it\n    title: Undo\n    phase: launch\n", edit.Texts!.CutoverYaml);

        edit = PlanEditor.Add(edit.Texts, task with { Id = "do-it", IsRollback = false });
        Assert.Equal("launch: usct\nforward:\n  - id: do-it\n    title: Undo\n    phase: launch\nrollback:\n  - id: undo-it\n    title: Undo\n    phase: launch\n", edit.Texts!.CutoverYaml);
    }

    [Fact]
    public void Removes_a_task_and_keeps_the_comments_around_it()
    {
        var edit = PlanEditor.Remove(new PlanTexts(Launch, Cutover), "freeze");
        Assert.Equal(Cutover.Replace("  - { id: freeze, title: Freeze, phase: launch, takes: 5m, undo: none }\n", "", StringComparison.Ordinal), edit.Texts!.CutoverYaml);

        edit = PlanEditor.Remove(edit.Texts, "unload");
        Assert.EndsWith("rollback: []", edit.Texts!.CutoverYaml, StringComparison.Ordinal);
        Assert.Empty(edit.Reading!.Plan!.Rollback);
        Assert.Equal("edit-too-wide", PlanEditor.Remove(edit.Texts, "nobody").Refusal[0].Rule);
    }
}
