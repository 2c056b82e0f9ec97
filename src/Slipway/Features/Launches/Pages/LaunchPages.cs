using Slipway.Features.Contracts;
using Slipway.Features.Shared;
using Slipway.Platform.Identity;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Launches.Pages;

/// <summary>A launch's pages in the top bar, for pages of this feature.</summary>
internal static class LaunchPages
{
    /// <summary>Where somebody goes who has brought a launch in: a person who is signed in for another launch may not see it.</summary>
    public static string AfterImport(CurrentActor actor, string launch) =>
        actor.MaySee(launch) ? LaunchLinks.Plan(launch) : $"{LaunchLinks.All}?added={Uri.EscapeDataString(launch)}";

    public static LaunchFrame Frame(Texts texts, string id, string name, LaunchPage current, IReadOnlyList<PastRun> runs) =>
        LaunchNav.Of(texts, id, name, current, runs.Count > 0, runs.Any(run => run.Begun is not null));
}
