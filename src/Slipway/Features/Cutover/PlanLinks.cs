using Slipway.Features.Contracts;

namespace Slipway.Features.Cutover;

/// <summary>The addresses of a plan's pages.</summary>
public static class PlanLinks
{
    public static string Text(string launch) => $"{LaunchLinks.Plan(launch)}/text";

    public static string Versions(string launch) => $"{LaunchLinks.Plan(launch)}/versions";

    /// <summary>The versions, and what is different between two of them.</summary>
    public static string Compare(string launch, int from, int to) => $"{Versions(launch)}?from={from}&to={to}#changes";

    public static string Approve(string launch, int number) => $"{Versions(launch)}/{number}/baseline";

    /// <summary>The plan with one task chosen: what is around it, and what can be done.</summary>
    public static string Chosen(string launch, string task) => $"{LaunchLinks.Plan(launch)}?task={Uri.EscapeDataString(task)}#around";

    /// <summary>The plan after a save, with the checks that are new since an earlier version.</summary>
    public static string Saved(string launch, int since, string? task = null) =>
        $"{LaunchLinks.Plan(launch)}?since={since}{(task is null ? "" : $"&task={Uri.EscapeDataString(task)}")}#since";

    /// <summary>The plan with one finding open.</summary>
    public static string Find(string launch, string finding) => $"{LaunchLinks.Plan(launch)}?find={Uri.EscapeDataString(finding)}#open";

    public static string ByWorkstream(string launch) => $"{LaunchLinks.Plan(launch)}?by=workstream";

    /// <summary>A part of a long outline, perhaps of the rows with some words only.</summary>
    public static string Part(string launch, bool byWorkstream, string? words, int part) =>
        $"{LaunchLinks.Plan(launch)}?part={part}{(byWorkstream ? "&by=workstream" : "")}{(words is null ? "" : $"&q={Uri.EscapeDataString(words)}")}#outline";

    public static string Task(string launch, string task) => $"{LaunchLinks.Plan(launch)}/tasks/{Uri.EscapeDataString(task)}";

    public static string AddTask(string launch, string? kind = null, string? behind = null) =>
        $"{LaunchLinks.Plan(launch)}/tasks{(kind is null && behind is null ? "" : $"?kind={kind}&behind={Uri.EscapeDataString(behind ?? "")}")}";

    public static string RemoveTask(string launch, string task) => $"{Task(launch, task)}/remove";

    public static string Row(string task) => $"#task-{task}";
}
