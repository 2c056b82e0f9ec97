using Slipway.Features.Contracts;

namespace Slipway.Features.Cutover;

/// <summary>The addresses of a plan's pages.</summary>
public static class PlanLinks
{
    public static string Text(string launch) => $"{LaunchLinks.Plan(launch)}/text";

    public static string Versions(string launch) => $"{LaunchLinks.Plan(launch)}/versions";

    public static string Row(string task) => $"#task-{task}";
}
