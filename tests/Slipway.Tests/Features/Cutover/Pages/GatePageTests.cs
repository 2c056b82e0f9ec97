using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Slipway.Tests.Features.Cutover.Pages;

public abstract class GatePageTests(PlanApp plan)
{
    [Fact]
    public async Task The_scribe_takes_votes_and_the_decision_by_telephone_in_the_name_of_who_holds_them()
    {
        var (run, gate) = await StartAsync();
        using var scribe = await plan.AsAsync("diallo");
        await scribe.GoAsync(gate);
        Assert.Equal(4, scribe.Page.QuerySelectorAll("form[id^=vote-]").Length);

        await scribe.PressAsync("#vote-it-operations button[value=true]", ("Form.Phone", "true"), ("Form.Comment", "All servers answer."));
        await scribe.PressAsync("#decide button.btn", ("Form.Phone", "true"), ("Form.Outcome", "hold"), ("Form.Reason", "The hub is late."), ("Form.HoldUntil", InAnHour(scribe)));

        Assert.Equal((HttpStatusCode.OK, ""), (scribe.Status, scribe.Problems));
        var said = await JournalAsync(run);
        Assert.Equal([("vote-cast", "diallo", "okoth", "phone"), ("gate-decided", "diallo", "tessema", "phone")], said.TakeLast(2));
    }

    [Fact]
    public async Task Who_stands_in_for_another_voter_casts_both_votes()
    {
        var (run, gate) = await StartAsync();
        using var administrator = await plan.ClientAsync("administrator");
        await ActAsync(administrator, run, new { act = "substitute", person = "salad", by = "okoth", reason = "ill", commandId = Guid.NewGuid() });
        using var browser = await plan.AsAsync("okoth");
        await browser.GoAsync(gate);

        await browser.PressAsync("#vote-it-operations button[value=true]");
        await browser.PressAsync("#vote-communications-manager button[value=false]", ("Form.Comment", "The leaflets are not there."));

        Assert.Equal((HttpStatusCode.OK, ""), (browser.Status, browser.Problems));
        Assert.Equal(["No-go", "Go"], browser.Page.QuerySelectorAll(".votes b.st").Select(vote => vote.TextContent));
    }

    [Fact]
    public async Task A_comment_for_a_vote_that_was_refused_stands_in_its_form_only()
    {
        var (_, gate) = await StartAsync();
        using var scribe = await plan.AsAsync("diallo");
        await scribe.GoAsync(gate);
        await scribe.PressAsync("#decide button.btn", ("Form.Outcome", "hold"), ("Form.Reason", "The hub is late."));
        Assert.NotEmpty(scribe.Problems);
        Assert.Equal("The hub is late.", scribe.Page.QuerySelector("#reason")!.TextContent);
        Assert.All(scribe.Page.QuerySelectorAll("[name='Form.Comment']"), comment => Assert.Empty(comment.TextContent));
    }

    [Fact]
    public async Task Who_looked_before_the_decision_is_journalled_once_and_shown_to_who_decides()
    {
        var (run, gate) = await StartAsync();
        using var voter = await plan.AsAsync("okoth");
        await voter.GoAsync(gate);
        await voter.GoAsync(gate);
        using var decider = await plan.AsAsync("tessema");
        await decider.GoAsync(gate);
        Assert.Equal("Looked at this before the decision: B. Okoth, H. Tessema", decider.Page.QuerySelector("#looked")!.TextContent);
        Assert.DoesNotContain(await JournalAsync(run), entry => entry.Type == "gate-viewed");
        Assert.Equal(["okoth", "tessema"], (await plan.StreamAsync($"gate-looks:{Guid.Parse(run):N}")).Select(entry => entry.Actor));
    }

    private static string InAnHour(Hosting.PlainBrowser browser) => browser.Page.QuerySelector("#hold")!.GetAttribute("placeholder")!;

    /// <summary>A rehearsal of the launch phase, whose first hours belong to the scribe Diallo.</summary>
    private async Task<(string Run, string Gate)> StartAsync()
    {
        using var client = await plan.ClientAsync("administrator");
        var answer = await client.PostAsJsonAsync("/api/v1/launches/usct/runs", new { mode = "rehearsal" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("id").GetString()!, $"/launches/usct/room/{await plan.RunsAsync()}/gates/go");
    }

    private static async Task ActAsync(HttpClient client, string run, object act)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1/runs/{run}/acts", act);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<IReadOnlyList<(string Type, string Actor, string? For, string? Via)>> JournalAsync(string run)
    {
        using var client = await plan.ClientAsync("administrator");
        var journal = JsonElement.Parse(await client.GetStringAsync($"/api/v1/runs/{run}/journal"));
        return [.. journal.GetProperty("entries").EnumerateArray().Select(entry => (
            entry.GetProperty("type").GetString()!, entry.GetProperty("actor").GetString()!, Text(entry, "for"), Text(entry, "via")))];

        static string? Text(JsonElement entry, string name) => entry.GetProperty("data").TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}

public sealed class GatePageTestsOnSqlite(PlanAppOnSqlite plan) : GatePageTests(plan), IClassFixture<PlanAppOnSqlite>;

public sealed class GatePageTestsOnPostgres(PlanAppOnPostgres plan) : GatePageTests(plan), IClassFixture<PlanAppOnPostgres>;
