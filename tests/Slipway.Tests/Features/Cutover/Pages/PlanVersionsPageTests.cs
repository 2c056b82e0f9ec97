using System.Net;

namespace Slipway.Tests.Features.Cutover.Pages;

public abstract class PlanVersionsPageTests(PlanApp plan)
{
    private const string Versions = "/launches/usct/plan/versions";

    [Theory]
    [InlineData("en", "Load PostgreSQL takes 12m/25m/30m instead of 12m/18m/30m.")]
    [InlineData("fr", "Charger PostgreSQL dure 12m/25m/30m au lieu de 12m/18m/30m.")]
    public async Task Any_two_versions_are_compared_in_sentences(string language, string sentence)
    {
        using var browser = await plan.AsAsync("diallo", language);
        await plan.SaveAsync("farah", "load-postgresql", "takes", "12m/25m/30m");
        var newest = (await plan.NewestAsync()).Number;

        await browser.GoAsync($"{Versions}?from=1&to={newest}");

        Assert.Contains(sentence, browser.Page.QuerySelector("#changes")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("12m/25m/30m", browser.Page.QuerySelector("#changes .lines")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GoAsync($"{Versions}?from=1&to=999")).Status);
    }

    [Fact]
    public async Task The_service_owner_approves_a_version_after_a_second_thought_and_others_are_compared_against_it()
    {
        using var browser = await plan.AsAsync("tessema");
        await browser.GoAsync($"{Versions}/1/baseline");
        Assert.False((await plan.Launches.VersionsAsync("usct", default))[^1].Baseline);
        await browser.PressAsync("#approve");
        Assert.True((await plan.Launches.VersionsAsync("usct", default))[^1].Baseline);

        var later = await plan.SaveAsync("farah", "load-postgresql", "owner", "osei");
        await browser.GoAsync(Versions);
        Assert.Contains(browser.Page.QuerySelectorAll("a"), link => link.GetAttribute("href") == $"{Versions}?from=1&to={later.Number}#changes" && link.TextContent == "against the baseline");
        await browser.GoAsync($"{Versions}/{later.Number}/baseline");
        Assert.Contains("Load PostgreSQL belongs to L. Osei instead of A. Farah.", browser.Page.QuerySelector(".says")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_approves_sees_also_the_settings_that_are_as_by_default()
    {
        using var browser = await plan.AsAsync("tessema");
        var texts = (await plan.NewestAsync()).Texts;
        var version = await plan.SaveAsync("farah", texts with
        {
            CutoverYaml = texts.CutoverYaml.Replace("\nrollback:\n", """

                  - id: shift-by-itself
                    kind: traffic
                    title: Shift the traffic
                    phase: monitor
                    workstream: platform
                    owner: okoth
                    takes: 4m/5m/6m
                    with: { socket: /run/h.sock, backend: usct, from: [v1], to: [v2], check: { kind: http, with: { url: "https://usct.example.org/health" } } }
                rollback:

                """.ReplaceLineEndings("\n"), StringComparison.Ordinal),
        });
        await browser.GoAsync($"{Versions}/{version.Number}/baseline");
        Assert.Contains(
            "kind: traffic · socket: /run/h.sock · backend: usct · from: v1 · to: v2 · steps: 5 25 50 100 · each: 1m · every: 5s · errors: 0.01 · check: { kind: http, with: { url: https://usct.example.org/health, method: GET, redirects: stop, expect: { status: 200 – 299 } } } · onCrash: ask",
            browser.Page.QuerySelector(".rows")!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_own_the_service_approves_nothing()
    {
        using var browser = await plan.AsAsync("farah");
        await browser.GoAsync(Versions);
        Assert.DoesNotContain(browser.Page.QuerySelectorAll("a"), link => link.GetAttribute("href")!.EndsWith("/baseline", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GoAsync($"{Versions}/1/baseline")).Status);
    }
}

public sealed class PlanVersionsPageTestsOnSqlite(PlanAppOnSqlite plan) : PlanVersionsPageTests(plan), IClassFixture<PlanAppOnSqlite>;

public sealed class PlanVersionsPageTestsOnPostgres(PlanAppOnPostgres plan) : PlanVersionsPageTests(plan), IClassFixture<PlanAppOnPostgres>;
