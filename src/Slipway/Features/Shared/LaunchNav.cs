using Slipway.Features.Contracts;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared;

public enum LaunchPage
{
    Launch,
    Plan,
    Room,
    Review,
    Other,
}

/// <summary>The four pages of a launch in the top bar.</summary>
public static class LaunchNav
{
    /// <param name="texts">The reader's language.</param>
    /// <param name="id">The launch's id.</param>
    /// <param name="name">Its title in that language.</param>
    /// <param name="current">The page shown.</param>
    /// <param name="hasRoom">Whether there is a run to look at.</param>
    /// <param name="hasReview">Whether a run has ended.</param>
    public static LaunchFrame Of(Texts texts, string id, string name, LaunchPage current, bool hasRoom, bool hasReview)
    {
        var pages = new List<NavLink>
        {
            new(texts["shared.nav-launch"], LaunchLinks.Launch(id), current == LaunchPage.Launch),
            new(texts["shared.nav-plan"], LaunchLinks.Plan(id), current == LaunchPage.Plan),
        };
        if (hasRoom)
            pages.Add(new(texts["shared.nav-room"], LaunchLinks.Room(id), current == LaunchPage.Room));
        if (hasReview)
            pages.Add(new(texts["shared.nav-review"], LaunchLinks.Review(id), current == LaunchPage.Review));
        return new LaunchFrame(name, pages);
    }
}
