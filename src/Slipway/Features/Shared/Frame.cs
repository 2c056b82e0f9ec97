using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Slipway.Features.Shared;

/// <summary>What a page tells the layout around it: <c>ViewData.SetFrame(new Frame(title) { … })</c>.</summary>
/// <param name="Title">The page's title, most particular first; the layout adds the product's name.</param>
public sealed record Frame(string Title)
{
    /// <summary>The launch whose pages the top bar leads to.</summary>
    public LaunchFrame? Launch { get; init; }

    /// <summary>Whether it hangs on a wall: dark, large, without buttons.</summary>
    public bool Wall { get; init; }

    /// <summary>Whether a browser without scripts asks for the page again every half minute; only for a page on which nothing is typed.</summary>
    public bool Alive { get; init; }

    /// <summary>On a wall: whether there is so much on it that everything has to be smaller to be seen at once.</summary>
    public bool Dense { get; init; }
}

/// <summary>A launch in the top bar. Pages that are not there yet are not listed.</summary>
/// <param name="Name">The launch's title in the reader's language.</param>
/// <param name="Pages">Links in order.</param>
public sealed record LaunchFrame(string Name, IReadOnlyList<NavLink> Pages);

/// <param name="Text">The link's words, translated.</param>
/// <param name="Href">A typed link's result.</param>
/// <param name="IsCurrent">Whether it is the page shown.</param>
public sealed record NavLink(string Text, string Href, bool IsCurrent = false);

public static class FrameInViewData
{
    private const string Key = "Frame";

    public static void SetFrame(this ViewDataDictionary data, Frame frame) => data[Key] = frame;

    public static Frame GetFrame(this ViewDataDictionary data) =>
        data[Key] as Frame ?? throw new InvalidOperationException("The page has no frame; call ViewData.SetFrame before it is drawn.");
}
