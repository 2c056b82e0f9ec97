using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Slipway.Tests.Features.Cutover.Pages;

public abstract class PlanTextPageTests(PlanApp plan)
{
    private const string Text = "/launches/usct/plan/text";

    [Fact]
    public async Task Saving_what_is_there_already_makes_no_version()
    {
        using var browser = await plan.AsAsync("osei");
        await browser.GoAsync(Text);
        var before = await plan.NewestAsync();
        await browser.PressAsync("#save");
        Assert.Equal(("/launches/usct/plan", before.Number), (browser.Where.AbsolutePath, (await plan.NewestAsync()).Number));
    }

    [Theory]
    [InlineData("en", "Only H. Tessema, N. Barre or the administrator")]
    [InlineData("fr", "Seuls H. Tessema, N. Barre ou l’administrateur")]
    [InlineData("ar", "H. Tessema")]
    public async Task Who_makes_himself_the_service_owner_is_told_who_can_and_loses_nothing(string language, string says)
    {
        using var browser = await plan.AsAsync("osei", language);
        await browser.GoAsync(Text);
        var before = await plan.NewestAsync();
        var mine = before.Texts.LaunchYaml.Replace("id: osei, name: L. Osei, roles: [", "id: osei, name: L. Osei, roles: [service-owner, ", StringComparison.Ordinal);
        Assert.NotEqual(before.Texts.LaunchYaml, mine);
        await browser.PressAsync("#save", ("LaunchYaml", mine));
        Assert.Contains(says, browser.Problems.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(mine.ReplaceLineEndings("\n"), browser.Page.QuerySelector<IHtmlTextAreaElement>("[name=LaunchYaml]")!.Value.ReplaceLineEndings("\n"));
        Assert.Equal(before.Number, (await plan.NewestAsync()).Number);
    }

    [Fact]
    public async Task Two_who_changed_different_things_are_put_together()
    {
        using var browser = await plan.AsAsync("osei");
        await browser.GoAsync(Text);
        await plan.SaveAsync("farah", "load-postgresql", "takes", "12m/19m/30m");
        var theirs = await plan.NewestAsync();
        await browser.PressAsync("#save", ("CutoverYaml", Cutover(browser).Replace("owner: farah\n    deputy: osei\n    team: data\n    takes: 12m/18m/30m", "owner: osei\n    deputy: farah\n    team: data\n    takes: 12m/18m/30m", StringComparison.Ordinal)));

        Assert.Equal(theirs.Number, (await plan.NewestAsync()).Number);
        Assert.Contains("A. Farah saved version", browser.Problems, StringComparison.Ordinal);
        var said = browser.Page.QuerySelectorAll(".says").Select(list => list.TextContent).ToList();
        Assert.Contains("Load PostgreSQL takes 12m/19m/30m instead of 12m/18m/30m.", said[0], StringComparison.Ordinal);
        Assert.Contains("Load PostgreSQL belongs to L. Osei instead of A. Farah.", said[1], StringComparison.Ordinal);
        Assert.Contains("Both fit together", browser.Page.QuerySelector("#together")!.TextContent, StringComparison.Ordinal);

        await browser.PressAsync("#save-together");

        var task = (await plan.NewestAsync()).Plan.Task("load-postgresql")!;
        Assert.Equal(("osei", "12m/19m/30m", theirs.Number + 1), (task.Owner, task.Takes!.ToString(), (await plan.NewestAsync()).Number));
    }

    [Fact]
    public async Task Where_both_changed_the_same_line_one_is_chosen_and_everything_else_is_kept()
    {
        using var browser = await plan.AsAsync("osei");
        await browser.GoAsync(Text);
        await plan.SaveAsync("farah", "snapshot-h2", "title/en", "Snapshot of theirs");
        var theirs = await plan.NewestAsync();
        var title = (await plan.Launches.VersionAsync("usct", theirs.Number - 1, default))!.Plan.Task("snapshot-h2")!.Title.In("en");
        await browser.PressAsync("#save", ("CutoverYaml", Cutover(browser).Replace(title, "Snapshot of mine", StringComparison.Ordinal).Replace("# Cutover plan of the", "# The cutover plan of the", StringComparison.Ordinal)));
        Assert.NotEmpty(browser.Page.QuerySelectorAll("input[name='Choices[0]']"));

        await browser.PressAsync("#save-together");
        Assert.Contains("Choose yours or theirs", browser.Problems, StringComparison.Ordinal);
        Assert.Equal(theirs.Number, (await plan.NewestAsync()).Number);

        await browser.PressAsync("#save-together", ("Choices[0]", "mine"));
        var merged = await plan.NewestAsync();
        Assert.Equal((theirs.Number + 1, "Snapshot of mine"), (merged.Number, merged.Plan.Task("snapshot-h2")!.Title.In("en")));
        Assert.Contains("# The cutover plan of the", merged.Texts.CutoverYaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_can_be_put_into_the_editor_and_gone_over_by_hand()
    {
        using var browser = await plan.AsAsync("osei");
        await browser.GoAsync(Text);
        await plan.SaveAsync("farah", "go", "do/en", "Look at everything.");
        await browser.PressAsync("#save", ("CutoverYaml", "# mine\n" + Cutover(browser)));
        await browser.PressAsync("#put-together");

        Assert.StartsWith("# mine\n", Cutover(browser), StringComparison.Ordinal);
        Assert.Contains("Look at everything.", Cutover(browser), StringComparison.Ordinal);
        await browser.PressAsync("#save");
        Assert.Equal((HttpStatusCode.OK, "/launches/usct/plan"), (browser.Status, browser.Where.AbsolutePath));
        Assert.StartsWith("# mine\n", (await plan.NewestAsync()).Texts.CutoverYaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_chosen_is_not_put_into_the_editor_and_what_is_chosen_stays_so()
    {
        using var browser = await plan.AsAsync("osei");
        await browser.GoAsync(Text);
        await plan.SaveAsync("farah", "stop-emulator", "title/en", "Snapshot one of theirs");
        await plan.SaveAsync("farah", "load-consents", "title/en", "Load of theirs");
        var before = (await plan.Launches.VersionAsync("usct", (await plan.NewestAsync()).Number - 2, default))!.Plan;
        var mine = Cutover(browser).Replace("en: " + before.Task("stop-emulator")!.Title.In("en"), "en: Snapshot one of mine", StringComparison.Ordinal).Replace("en: " + before.Task("load-consents")!.Title.In("en"), "en: Load of mine", StringComparison.Ordinal);
        await browser.PressAsync("#save", ("CutoverYaml", mine));

        await browser.PressAsync("#put-together", ("Choices[1]", "mine"));

        Assert.Contains("Choose yours or theirs", browser.Problems, StringComparison.Ordinal);
        Assert.Contains("Snapshot one of mine", Cutover(browser), StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("[name='Choices[1]'][value=mine][checked]"));
        await browser.PressAsync("#put-together", ("Choices[0]", "theirs"), ("Choices[1]", "mine"));
        Assert.Contains("Snapshot one of theirs", Cutover(browser), StringComparison.Ordinal);
        Assert.Contains("Load of mine", Cutover(browser), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_was_emptied_is_told_like_any_other_and_the_other_text_stays()
    {
        using var browser = await plan.AsAsync("osei");
        await browser.GoAsync(Text);
        await browser.PressAsync("#save", ("LaunchYaml", ""), ("CutoverYaml", "# mine\n" + Cutover(browser)));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("Not saved", browser.Problems, StringComparison.Ordinal);
        Assert.StartsWith("# mine\n", Cutover(browser), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_means_no_plan_is_not_saved_and_stays_in_the_editor()
    {
        using var browser = await plan.AsAsync("osei");
        var before = await plan.NewestAsync();
        await browser.GoAsync(Text);
        await browser.PressAsync("#save", ("CutoverYaml", "forward: [ {"));
        Assert.Contains("Not saved", browser.Problems, StringComparison.Ordinal);
        Assert.Equal("forward: [ {", Cutover(browser));
        Assert.Equal(before.Number, (await plan.NewestAsync()).Number);
    }

    private static string Cutover(Hosting.PlainBrowser browser) => browser.Page.QuerySelector<IHtmlTextAreaElement>("[name=CutoverYaml]")!.Value.ReplaceLineEndings("\n");
}

public sealed class PlanTextPageTestsOnSqlite(PlanAppOnSqlite plan) : PlanTextPageTests(plan), IClassFixture<PlanAppOnSqlite>;

public sealed class PlanTextPageTestsOnPostgres(PlanAppOnPostgres plan) : PlanTextPageTests(plan), IClassFixture<PlanAppOnPostgres>;
