using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Slipway.Tests.Features.Cutover.Pages;

public abstract class ReviewOffersPageTests(PlanApp plan)
{
    [Fact]
    public async Task What_really_happened_and_a_task_that_was_added_go_into_the_next_version_when_somebody_accepts()
    {
        var (number, task) = await PlayAsync("Count the boxes");
        var before = await plan.NewestAsync();
        using var browser = await plan.AsAsync("farah");
        await browser.GoAsync($"/launches/usct/review/{number}");
        Assert.NotNull(browser.Page.QuerySelector($"[name=Estimates][value='{task}'][checked]"));
        Assert.NotNull(browser.Page.QuerySelector("[name=Tasks][value='count-the-boxes'][checked]"));

        await browser.PressAsync("#accept");

        var after = await plan.NewestAsync();
        Assert.Equal((HttpStatusCode.OK, before.Number + 1, "farah", $"From Rehearsal {number}: what really happened"), (browser.Status, after.Number, after.Summary.By, after.Summary.Note));
        Assert.NotEqual(before.Plan.Task(task)!.Takes, after.Plan.Task(task)!.Takes);
        Assert.Equal([task], after.Plan.Task("count-the-boxes")!.After.Select(link => link.ToString()));
        Assert.Equal(before.Plan.Forward.Count + 1, after.Plan.Forward.Count);

        await browser.GoAsync($"/launches/usct/review/{number}");
        Assert.Null(browser.Page.QuerySelector("#accept"));
        Assert.Equal(2, browser.Page.QuerySelectorAll("#offers .st").Count(said => said.TextContent == "The plan says so already."));
    }

    [Fact]
    public async Task Nothing_is_taken_when_the_plan_changed_meanwhile_and_what_changed_is_told()
    {
        var (number, task) = await PlayAsync("Count the forms");
        using var browser = await plan.AsAsync("farah");
        await browser.GoAsync($"/launches/usct/review/{number}");
        await plan.SaveAsync("osei", task, "takes", "11m");

        await browser.PressAsync("#accept");

        Assert.Contains("saved the plan meanwhile", browser.Problems, StringComparison.Ordinal);
        Assert.Null((await plan.NewestAsync()).Plan.Task("count-the-forms"));
        Assert.Contains("the plan now says 11m", browser.Page.QuerySelector("#offers")!.TextContent, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector($"[name=Estimates][value='{task}'][checked]"));
    }

    [Fact]
    public async Task What_the_reader_unticked_stays_so_when_the_plan_changed_meanwhile()
    {
        var (number, task) = await PlayAsync("Count the lamps");
        using var browser = await plan.AsAsync("farah");
        await browser.GoAsync($"/launches/usct/review/{number}");
        await plan.SaveAsync("osei", "go", "do/en", $"Look at lamp {number}.");

        await browser.PressAsync("#accept", ("Estimates", task), ("Tasks", "none-of-them"));

        Assert.Contains("saved the plan meanwhile", browser.Problems, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector($"[name=Estimates][value='{task}'][checked]"));
        Assert.NotNull(browser.Page.QuerySelector("[name=Tasks][value='count-the-lamps']:not([checked])"));
    }

    [Fact]
    public async Task Who_may_not_edit_sees_the_offers_and_can_accept_none()
    {
        var (number, _) = await PlayAsync("Count the keys");
        using var browser = await plan.AsAsync("diallo");
        await browser.GoAsync($"/launches/usct/review/{number}");
        Assert.Contains("Count the keys", browser.Page.QuerySelector("#offers")!.TextContent, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("#accept"));
    }

    /// <summary>A rehearsal in which one task is done in seconds instead of minutes, and another is added behind it.</summary>
    private async Task<(int Number, string Task)> PlayAsync(string added)
    {
        using var client = await plan.ClientAsync("administrator");
        // Which task comes first is the sample's to say; its estimate is what the test wants.
        var (_, task) = await StartAsync();
        await plan.SaveAsync("farah", task, "takes", "10m");
        var (id, _) = await StartAsync();
        await ActAsync(new { act = "start", task, commandId = Guid.NewGuid() });
        await ActAsync(new { act = "finish", task, commandId = Guid.NewGuid() });
        await ActAsync(new { act = "add-task", title = added, owner = "farah", deputy = "osei", takes = "3m", after = new[] { task }, commandId = Guid.NewGuid() });
        return (await plan.RunsAsync(), task);

        async Task<(string Run, string Ready)> StartAsync()
        {
            var run = (await JsonAsync(await client.PostAsJsonAsync("/api/v1/launches/usct/runs", new { mode = "rehearsal" }))).GetProperty("id").GetString()!;
            var newest = await plan.NewestAsync();
            return (run, (await JsonAsync(await client.GetAsync($"/api/v1/runs/{run}"))).GetProperty("tasks").EnumerateArray()
                .Where(found => found.GetProperty("state").GetString() == "ready").Select(found => found.GetProperty("id").GetString()!)
                .First(found => newest.Plan.Task(found) is { Takes: not null, VerifiedBy: null, Who.Count: 0 }));
        }

        async Task ActAsync(object act)
        {
            var answer = await client.PostAsJsonAsync($"/api/v1/runs/{id}/acts", act);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }
}

public sealed class ReviewOffersPageTestsOnSqlite(PlanAppOnSqlite plan) : ReviewOffersPageTests(plan), IClassFixture<PlanAppOnSqlite>;

public sealed class ReviewOffersPageTestsOnPostgres(PlanAppOnPostgres plan) : ReviewOffersPageTests(plan), IClassFixture<PlanAppOnPostgres>;
