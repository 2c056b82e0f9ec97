using System.Net;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Tests.Features.Cutover.Pages;

public abstract class PlanTaskPageTests(PlanApp plan)
{
    private const string Tasks = "/launches/usct/plan/tasks";

    [Fact]
    public async Task Saving_one_value_changes_its_line_and_no_other()
    {
        using var browser = await plan.AsAsync("farah");
        var before = await plan.NewestAsync();
        await browser.GoAsync($"{Tasks}/load-postgresql");
        Assert.Equal("12m/18m/30m", browser.Page.QuerySelector("[name='Values[takes]']")?.GetAttribute("value"));

        await browser.PressAsync("#save", ("Values[takes]", "12m/20m/30m"), ("Note", "Timed twice"));

        var after = await plan.NewestAsync();
        Assert.Equal((HttpStatusCode.OK, "/launches/usct/plan", before.Number + 1), (browser.Status, browser.Where.AbsolutePath, after.Number));
        Assert.Equal(before.Texts.CutoverYaml.Replace("takes: 12m/18m/30m\n    after: snapshot-h2", "takes: 12m/20m/30m\n    after: snapshot-h2", StringComparison.Ordinal), after.Texts.CutoverYaml);
        Assert.Equal(before.Texts.LaunchYaml, after.Texts.LaunchYaml);
        Assert.Equal(("farah", "Timed twice"), (after.Summary.By, after.Summary.Note));
    }

    [Fact]
    public async Task A_refused_value_is_told_at_its_field_with_its_remedy_and_what_was_typed_stays()
    {
        using var browser = await plan.AsAsync("farah");
        var before = await plan.NewestAsync();
        await browser.GoAsync($"{Tasks}/snapshot-h2");
        await browser.PressAsync("#save", ("Values[takes]", "12"), ("Values[notBefore]", "soon"), ("Values[title/en]", "Another title"));

        var takes = browser.Page.QuerySelector("[name='Values[takes]']")!;
        Assert.Equal(("12", "true"), (takes.GetAttribute("value"), takes.GetAttribute("aria-invalid")));
        Assert.Contains("12m", browser.Page.GetElementById(takes.GetAttribute("aria-describedby")!.Split(' ')[^1])!.TextContent, StringComparison.Ordinal);
        Assert.Equal("true", browser.Page.QuerySelector("[name='Values[notBefore]']")!.GetAttribute("aria-invalid"));
        Assert.Equal("Another title", browser.Page.QuerySelector("[name='Values[title/en]']")!.GetAttribute("value"));
        Assert.Equal(before.Number, (await plan.NewestAsync()).Number);
    }

    [Fact]
    public async Task The_checks_that_a_version_brings_are_shown_after_saving()
    {
        using var browser = await plan.AsAsync("okoth");
        await browser.GoAsync($"{Tasks}/hotline-ready");
        await browser.PressAsync("#save", ("Values[owner]", "nobody"));
        Assert.Contains("nobody", browser.Page.QuerySelector("#since")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_and_tasks_are_understood_by_their_names()
    {
        using var browser = await plan.AsAsync("okoth");
        var id = (await plan.NewestAsync()).Plan.Forward.First(task => task.Kind == TaskKind.Task && task.Deputy != "osei" && task.Owner != "osei").Id;
        await browser.GoAsync($"{Tasks}/{id}");
        await browser.PressAsync("#save", ("Values[deputy]", "l. osei"));
        Assert.Equal("osei", (await plan.NewestAsync()).Plan.Task(id)!.Deputy);
    }

    [Fact]
    public async Task The_second_of_two_editors_sees_what_either_changed_and_saves_both()
    {
        using var browser = await plan.AsAsync("osei");
        await browser.GoAsync($"{Tasks}/empty-postgresql");
        await plan.SaveAsync("farah", "empty-postgresql", "deputy", "okoth");
        var theirs = await plan.NewestAsync();

        await browser.PressAsync("#save", ("Values[takes]", "7m"));

        Assert.Equal(theirs.Number, (await plan.NewestAsync()).Number);
        Assert.Contains("A. Farah saved version", browser.Problems, StringComparison.Ordinal);
        var said = browser.Page.QuerySelectorAll(".says").Select(list => list.TextContent).ToList();
        Assert.Contains("B. Okoth stands in for", said[0], StringComparison.Ordinal);
        Assert.Contains("takes 7m instead of", said[1], StringComparison.Ordinal);
        Assert.Equal("okoth", browser.Page.QuerySelector("[name='Values[deputy]']")!.GetAttribute("value"));

        await browser.PressAsync("#save");

        var task = (await plan.NewestAsync()).Plan.Task("empty-postgresql")!;
        Assert.Equal(("okoth", "7m", theirs.Number + 1), (task.Deputy, task.Takes!.ToString(), (await plan.NewestAsync()).Number));
    }

    [Theory]
    [InlineData("mine", "9m", "8m", "9m")]
    [InlineData("theirs", "12m", "11m", "11m")]
    public async Task Of_a_value_that_both_changed_one_is_chosen(string choice, string mine, string theirs, string chosen)
    {
        var task = (await plan.NewestAsync()).Plan.Rollback.First(candidate => candidate.Id != "empty-postgresql").Id;
        async Task<string> TakesAsync() => (await plan.NewestAsync()).Plan.Task(task)!.Takes!.ToString();
        using var browser = await plan.AsAsync("osei");
        await browser.GoAsync($"{Tasks}/{task}");
        await plan.SaveAsync("farah", task, "takes", theirs);
        await browser.PressAsync("#save", ("Values[takes]", mine));
        Assert.Equal(2, browser.Page.QuerySelectorAll("[name='Choices[takes]']").Length);

        await browser.PressAsync("#save");
        Assert.Equal(theirs, await TakesAsync());
        Assert.Equal(mine, browser.Page.QuerySelector("[name='Values[takes]']")!.GetAttribute("value"));

        await browser.PressAsync("#save", ("Choices[takes]", choice));
        Assert.Equal(chosen, await TakesAsync());
    }

    [Fact]
    public async Task A_task_that_somebody_removed_meanwhile_can_be_put_back_as_it_was_typed()
    {
        using var browser = await plan.AsAsync("osei");
        var id = (await plan.NewestAsync()).Plan.Forward.Last(task => task.Kind == TaskKind.Checkpoint).Id;
        await browser.GoAsync($"{Tasks}/{id}");
        await plan.SaveAsync("farah", PlanEditor.Remove((await plan.NewestAsync()).Texts, id).Texts!);

        await browser.PressAsync("#save", ("Values[title/en]", "Still needed"));
        Assert.Contains("took this task out of the plan", browser.Problems, StringComparison.Ordinal);
        Assert.Null((await plan.NewestAsync()).Plan.Task(id));

        await browser.PressAsync("#save");
        Assert.Equal(("Still needed", TaskKind.Checkpoint), ((await plan.NewestAsync()).Plan.Task(id)!.Title.In("en"), (await plan.NewestAsync()).Plan.Task(id)!.Kind));
    }

    [Fact]
    public async Task A_task_is_added_behind_another_and_removed_after_a_second_thought()
    {
        using var browser = await plan.AsAsync("farah");
        await browser.GoAsync($"{Tasks}?kind=task&behind=load-postgresql");
        await browser.PressAsync("#save");
        Assert.Contains("Give it a title.", browser.Problems, StringComparison.Ordinal);
        await browser.PressAsync("#save", ("Values[title/en]", "Count the rows"), ("Values[takes]", "3m"), ("Lists[after]", "load-postgresql"), ("Values[undo]", "none"));

        var version = await plan.NewestAsync();
        var forward = version.Plan.Forward.Select(task => task.Id).ToList();
        Assert.Equal(forward.IndexOf("load-postgresql") + 1, forward.IndexOf("count-the-rows"));
        Assert.Equal(["load-postgresql"], version.Plan.Task("count-the-rows")!.After.Select(link => link.ToString()));

        await browser.GoAsync($"{Tasks}/count-the-rows/remove");
        Assert.Equal("Remove Count the rows?", browser.Heading);
        Assert.NotNull((await plan.NewestAsync()).Plan.Task("count-the-rows"));
        await browser.PressAsync("#remove");
        Assert.Null((await plan.NewestAsync()).Plan.Task("count-the-rows"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GoAsync($"{Tasks}/count-the-rows")).Status);
    }

    [Fact]
    public async Task A_new_task_that_is_sent_twice_is_there_once()
    {
        using var browser = await plan.AsAsync("farah");
        using var second = await plan.AsAsync("farah");
        (string, string)[] typed = [("Values[title/en]", "Count the doors"), ("Values[takes]", "3m"), ("Values[undo]", "none")];
        await browser.GoAsync($"{Tasks}?kind=task");
        await second.GoAsync($"{Tasks}?kind=task");
        await browser.PressAsync("#save", typed);
        var version = await plan.NewestAsync();

        await second.PressAsync("#save", typed);

        Assert.Equal((HttpStatusCode.OK, version.Number), (second.Status, (await plan.NewestAsync()).Number));
        Assert.Single(version.Plan.Forward, task => task.Title.In("en") == "Count the doors");
    }

    [Fact]
    public async Task A_task_that_others_came_to_name_meanwhile_is_removed_only_after_another_look()
    {
        using var browser = await plan.AsAsync("farah");
        await browser.GoAsync($"{Tasks}?kind=task");
        await browser.PressAsync("#save", ("Values[title/en]", "Count the chairs"), ("Values[takes]", "3m"), ("Values[undo]", "none"));
        await browser.GoAsync($"{Tasks}/count-the-chairs/remove");
        await plan.SaveAsync("osei", "hotline-ready", "after", "count-the-chairs");

        await browser.PressAsync("#remove");
        Assert.Contains("L. Osei saved version", browser.Problems, StringComparison.Ordinal);
        Assert.NotNull((await plan.NewestAsync()).Plan.Task("count-the-chairs"));

        await browser.PressAsync("#remove");
        Assert.Null((await plan.NewestAsync()).Plan.Task("count-the-chairs"));
    }

    [Fact]
    public async Task A_gate_is_added_with_its_voters_and_a_criterion()
    {
        using var browser = await plan.AsAsync("farah");
        await browser.GoAsync($"{Tasks}?kind=gate");
        await browser.PressAsync("#save",
            ("Values[title/en]", "Second look"), ("NewId", "second-look"), ("Lists[voters]", "okoth"), ("Values[decider]", "service-owner"),
            ("Values[criteria/+/title/en]", "Rows counted"), ("Values[criteria/+/met]", "task"), ("Values[criteria/+/of]", "load-postgresql"));
        var gate = (await plan.NewestAsync()).Plan.Task("second-look")!.Gate!;
        Assert.Equal(("okoth", "service-owner", new CriterionTest.TaskDone("load-postgresql")), (gate.Voters[0], gate.Decider, gate.Criteria[0].Met));
    }

    [Theory]
    [InlineData("diallo", "/load-postgresql")]
    [InlineData("hassan", "/load-postgresql/remove")]
    [InlineData("diallo", "?kind=task")]
    public async Task Who_may_not_edit_is_refused(string person, string path)
    {
        using var browser = await plan.AsAsync(person);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GoAsync(Tasks + path)).Status);
    }

    [Theory]
    [InlineData("fr", "Durée")]
    [InlineData("ar", "المدة")]
    public async Task The_form_speaks_the_readers_language(string language, string takes)
    {
        using var browser = await plan.AsAsync("farah", language);
        await browser.GoAsync($"{Tasks}/go");
        Assert.Equal(takes, browser.Page.QuerySelector("label[for='Values_takes_']")?.TextContent);
        await browser.PressAsync("#save", ("Values[takes]", "x"));
        Assert.DoesNotContain("Write", browser.Problems, StringComparison.Ordinal);
    }
}

public sealed class PlanTaskPageTestsOnSqlite(PlanAppOnSqlite plan) : PlanTaskPageTests(plan), IClassFixture<PlanAppOnSqlite>;

public sealed class PlanTaskPageTestsOnPostgres(PlanAppOnPostgres plan) : PlanTaskPageTests(plan), IClassFixture<PlanAppOnPostgres>;
