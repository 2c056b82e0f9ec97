using System.Net;
using Slipway.Formats.Editing;

namespace Slipway.Tests.Features.Cutover.Pages;

public abstract class PlanPageTests(PlanApp plan)
{
    private const string Page = "/launches/usct/plan";

    [Fact]
    public async Task A_chosen_task_shows_what_comes_before_and_after_it()
    {
        using var browser = await plan.AsAsync("diallo");
        await browser.GoAsync($"{Page}?task=load-postgresql");
        var around = browser.Page.QuerySelector("#around")!;
        Assert.Contains(around.QuerySelectorAll("svg a"), link => link.GetAttribute("href") == "/launches/usct/plan?task=snapshot-h2#around");
        Assert.Contains("sel", browser.Page.QuerySelector("#task-load-postgresql")!.ClassList);
        Assert.Null(around.QuerySelector(".btn"));
    }

    [Fact]
    public async Task Rows_are_grouped_by_phase_or_by_workstream_and_keep_their_numbers()
    {
        using var browser = await plan.AsAsync("farah");
        await browser.GoAsync(Page);
        var number = browser.Page.QuerySelector("#task-load-postgresql td")!.TextContent;
        await browser.GoAsync($"{Page}?by=workstream");
        Assert.Contains(browser.Page.QuerySelectorAll(".grp-r"), row => row.TextContent.StartsWith("Launch · Data", StringComparison.Ordinal));
        Assert.Equal(number, browser.Page.QuerySelector("#task-load-postgresql td")!.TextContent);
    }

    /// <summary>Two tasks of A. Farah at once, the second of which somebody else could do.</summary>
    [Fact]
    public async Task A_clash_is_drawn_with_its_proposals_and_one_press_settles_it()
    {
        await MakeAClashAsync();
        using var browser = await plan.AsAsync("osei");
        await browser.GoAsync($"{Page}?find=person-double-booked.second-load");
        var open = browser.Page.QuerySelector("#open")!;
        Assert.NotNull(open.QuerySelector("svg.chart"));
        Assert.Contains("The launch phase", open.TextContent, StringComparison.Ordinal);
        var before = await plan.NewestAsync();

        await browser.PressAsync("#open form:has([value=GiveToDeputy]) button");

        var after = await plan.NewestAsync();
        Assert.Equal((before.Number + 1, "osei", "farah"), (after.Number, after.Plan.Task("second-load")!.Owner, after.Plan.Task("second-load")!.Deputy));
        Assert.Contains("needed twice", after.Summary.Note, StringComparison.Ordinal);
        Assert.Contains("It settles", browser.Page.QuerySelector("#since")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proposal_that_no_longer_holds_is_not_done()
    {
        await MakeAClashAsync();
        using var browser = await plan.AsAsync("osei");
        await browser.GoAsync($"{Page}?find=person-double-booked.second-load");
        await plan.SaveAsync("farah", "second-load", "attended", "false");
        var before = await plan.NewestAsync();
        await browser.PressAsync("#open form button");
        Assert.Contains("no longer holds", browser.Problems, StringComparison.Ordinal);
        Assert.Equal(before.Number, (await plan.NewestAsync()).Number);
    }

    [Fact]
    public async Task A_finding_is_accepted_with_a_reason_and_settled_after_all()
    {
        await MakeAClashAsync();
        using var browser = await plan.AsAsync("osei");
        await browser.GoAsync($"{Page}?find=person-double-booked.second-load");
        var form = "form:has([value=person-double-booked]):has([value=second-load])[action*=Accept] button";
        await browser.PressAsync(form, ("why", " "));
        Assert.Contains("Say why", browser.Problems, StringComparison.Ordinal);
        var before = await plan.NewestAsync();

        await browser.PressAsync(form, ("why", "Farah has two screens"));
        var after = await plan.NewestAsync();
        Assert.Equal(before.Number + 1, after.Number);
        Assert.Contains("Farah has two screens", after.Summary.Note, StringComparison.Ordinal);
        Assert.Contains("Farah has two screens", browser.Page.QuerySelector("#accepted")!.TextContent, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("#open form:has([value=GiveToDeputy])"));
        await browser.GoAsync($"{Page}/versions?from={before.Number}&to={after.Number}");
        Assert.Contains("Farah has two screens", browser.Page.QuerySelector("#changes")!.TextContent, StringComparison.Ordinal);

        await browser.GoAsync(Page);
        await browser.PressAsync("#accepted form:has([value=second-load]) button");
        Assert.Empty((await plan.NewestAsync()).Plan.Accepted);
    }

    [Fact]
    public async Task Who_may_not_edit_sees_proposals_without_buttons_and_is_refused()
    {
        await MakeAClashAsync();
        using var browser = await plan.AsAsync("diallo");
        await browser.GoAsync($"{Page}?find=person-double-booked.second-load");
        Assert.Null(browser.Page.QuerySelector("#open form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GoAsync($"{Page}/text")).Status);
    }

    private async Task MakeAClashAsync()
    {
        var version = await plan.NewestAsync();
        var task = version.Plan.Task("load-postgresql")! with { Id = "second-load", Undo = new Planning.Plans.Undo.Nothing(), Purpose = [], Owner = "farah", Deputy = "osei" };
        var values = TaskValues.Of(task, version.Plan.Launch.Languages);
        var edit = version.Plan.Task("second-load") is null
            ? TaskEditor.Add(version.Texts, task.Id, task.Kind, isRollback: false, values, "load-postgresql")
            : TaskEditor.Change(version.Texts, task.Id, values);
        if (edit.Texts != version.Texts)
            await plan.SaveAsync("farah", edit.Texts!);
    }
}

public sealed class PlanPageTestsOnSqlite(PlanAppOnSqlite plan) : PlanPageTests(plan), IClassFixture<PlanAppOnSqlite>;

public sealed class PlanPageTestsOnPostgres(PlanAppOnPostgres plan) : PlanPageTests(plan), IClassFixture<PlanAppOnPostgres>;
