using Slipway.Features.Contracts;
using Slipway.Features.Shared;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Launches.Pages;

/// <summary>A launch's pages in the top bar, for pages of this feature.</summary>
internal static class LaunchPages
{
    public static LaunchFrame Frame(Texts texts, string id, string name, LaunchPage current, IReadOnlyList<PastRun> runs) =>
        LaunchNav.Of(texts, id, name, current, runs.Count > 0, runs.Any(run => run.Begun is not null));
}
