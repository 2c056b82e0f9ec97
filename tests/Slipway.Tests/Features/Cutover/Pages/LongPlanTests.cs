using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Slipway.Testing;
using Slipway.Tests.Features.Cutover.Cli;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Cutover.Pages;

/// <summary>A plan that is much longer than a page.</summary>
public sealed class LongPlanTests
{
    private const int LargestPage = 900_000;

    [Theory]
    [InlineData(2_000)]
    [InlineData(100_000, Traits = ["Speed", "slow"])]
    public async Task A_long_plan_is_shown_in_parts_of_a_readable_size(int tasks)
    {
        await using var app = await WithTasksAsync(tasks);
        using var ann = await app.ClientAsync("service-owner", "ann", "tiny");
        foreach (var path in new[] { "", "?by=workstream", "?part=3", "?q=load", "?task=load-1500", "/tasks/load-1500", "/tasks", "/versions" })
        {
            var html = await ann.GetStringAsync("/launches/tiny/plan" + path);
            TestContext.Current.SendDiagnosticMessage($"{path}: {html.Length}");
            Assert.True(html.Length < LargestPage, $"{path} has {html.Length} characters");
        }
        Assert.True((await ann.GetStringAsync("/launches/tiny")).Length < LargestPage);
        var last = await PageAsync(ann, $"?part={(tasks + 299) / 300}");
        Assert.NotNull(last.QuerySelector($"#task-load-{tasks}"));
        Assert.Null(last.QuerySelector("[rel=next]"));
    }

    [Fact]
    public async Task Parts_follow_each_other_and_hold_each_task_once()
    {
        await using var app = await WithTasksAsync(700);
        using var ann = await app.ClientAsync("service-owner", "ann", "tiny");
        var seen = new List<string>();
        var next = "";
        for (var page = await PageAsync(ann, next); ; page = await PageAsync(ann, next))
        {
            seen.AddRange(page.QuerySelectorAll(".outline tr[id]").Select(row => row.Id!));
            if (page.QuerySelector("[rel=next]")?.GetAttribute("href") is not { } href)
                break;
            next = href["/launches/tiny/plan".Length..];
        }
        Assert.Equal(Enumerable.Range(1, 700).Select(n => $"task-load-{n}"), seen);
    }

    [Fact]
    public async Task A_number_an_id_and_words_lead_to_the_tasks_that_they_mean()
    {
        await using var app = await WithTasksAsync(700);
        using var ann = await app.ClientAsync("service-owner", "ann", "tiny");
        foreach (var name in new[] { "load-650", "2.650" })
        {
            var page = await PageAsync(ann, $"?q={name}");
            Assert.Contains("sel", page.QuerySelector("#task-load-650")!.ClassList);
            Assert.NotNull(page.QuerySelector("#around"));
        }
        var found = await PageAsync(ann, "?q=BATCH+65");
        Assert.Equal(["task-load-65", .. Enumerable.Range(650, 10).Select(n => $"task-load-{n}")], found.QuerySelectorAll(".outline tr[id]").Select(row => row.Id));
        var none = await PageAsync(ann, "?q=nowhere");
        Assert.Empty(none.QuerySelectorAll(".outline tr[id]"));
        Assert.Contains("nowhere", none.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_a_task_of_another_part_leads_there()
    {
        await using var app = await WithTasksAsync(700);
        using var ann = await app.ClientAsync("service-owner", "ann", "tiny");
        var row = (await PageAsync(ann, "?part=2")).QuerySelector("#task-load-301")!;
        Assert.Equal("/launches/tiny/plan?task=load-300#around", row.QuerySelector(".q2 a")!.GetAttribute("href"));
        Assert.Contains("sel", (await PageAsync(ann, "?task=load-300")).QuerySelector("#task-load-300")!.ClassList);
    }

    private static async Task<IHtmlDocument> PageAsync(HttpClient client, string query) =>
        new HtmlParser().ParseDocument(await client.GetStringAsync("/launches/tiny/plan" + query));

    /// <summary>Tasks in a row of ten workstreams, each after the one before it.</summary>
    private static async Task<SlipwayApp> WithTasksAsync(int tasks)
    {
        using var folder = new TemporaryFolder();
        var text = new StringBuilder();
        for (var n = 1; n <= tasks; n++)
            text.Append("  - { id: load-").Append(n).Append(", title: Load batch ").Append(n).Append(", phase: launch, workstream: w").Append(n % 10).Append(", owner: ann, deputy: ben, takes: 10s, undo: none").Append(n > 1 ? $", after: load-{n - 1}" : "").Append(" }\n");
        var launch = TinyLaunch.Write(folder.File("tiny"), text.ToString(), "T+40d");
        return await SlipwayApp.StartAsync(settings => settings with { LaunchFolder = launch });
    }
}
