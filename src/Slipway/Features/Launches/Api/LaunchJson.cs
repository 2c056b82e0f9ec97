using System.ComponentModel;
using System.Text.Json.Serialization;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;

namespace Slipway.Features.Launches.Api;

internal sealed record LaunchList(IReadOnlyList<LaunchLine> Launches, [property: Description("Ask for what follows with ?after=; null at the end.")] string? Next);

/// <param name="Title">By language; the key is empty where the plan does not say which.</param>
internal sealed record LaunchLine(string Id, IReadOnlyDictionary<string, string> Title, Instant T0, bool Sample)
{
    public static LaunchLine Of(LaunchSummary launch) => new(launch.Id, launch.Title.ByLanguage, launch.T0, launch.Sample);
}

internal sealed record LaunchJson(
    string Id,
    IReadOnlyDictionary<string, string> Title,
    IReadOnlyDictionary<string, string>? Owner,
    string Zone,
    Instant T0,
    WindowJson Window,
    IReadOnlyList<string> Languages,
    [property: Description("The newest version of the plan.")] int Version,
    [property: Description("The approved version; null before one was approved.")] int? Baseline,
    IReadOnlyList<PlanVersionSummary> Versions)
{
    public static LaunchJson Of(PlanVersion newest, IReadOnlyList<PlanVersionSummary> versions)
    {
        var launch = newest.Plan.Launch;
        var clock = launch.Clock();
        return new(
            newest.Launch,
            launch.Title.ByLanguage,
            launch.Owner?.ByLanguage,
            launch.Zone.Id,
            clock.T0,
            new WindowJson(clock.Resolve(launch.Window.Opens), clock.Resolve(launch.Window.Closes), launch.Window.Contingency.Nominal),
            launch.Languages,
            newest.Number,
            versions.FirstOrDefault(version => version.Baseline)?.Number,
            versions);
    }
}

internal sealed record WindowJson(Instant Opens, Instant Closes, [property: Description("Seconds kept at the end for a rollback.")] Duration Contingency);

internal sealed record ImportedLaunch(string Id, int Version, string Hash, IReadOnlyList<ProblemJson> Problems);

internal sealed record ProblemJson(
    string Rule, Severity Severity, string File, int Line, int Column, string? Task, string Message, string Remedy,
    [property: Description("Why the plan lives with it; missing where it does not."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Accepted)
{
    public static IReadOnlyList<ProblemJson> Of(IEnumerable<Problem> problems) => [.. problems.Select(problem => new ProblemJson(
        problem.Rule, problem.Severity, problem.Where.File, problem.Where.Line, problem.Where.Column, problem.Task, ProblemText.Message(problem), ProblemText.Remedy(problem),
        problem.Accepted))];
}
