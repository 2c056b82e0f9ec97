using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Slipway.Browser;

/// <summary>What changes a page that nobody touches: a room's stream, and the one of every other page of a run.</summary>
internal static partial class News
{
    /// <summary>No stream reaches what is opened in this page from here on: it stands still.</summary>
    public static Task WithoutNewsAsync(this IPage page) => page.RouteAsync(Streams(), route => route.AbortAsync());

    [GeneratedRegex(@"/(live|moved)\?")]
    private static partial Regex Streams();
}
