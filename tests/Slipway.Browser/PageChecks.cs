using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Slipway.Browser;

/// <summary>What holds for every page, whoever wrote it.</summary>
internal static class PageChecks
{
    /// <summary>axe finds nothing: WCAG 2.2 AA and its best practices.</summary>
    public static async Task AssertAxeFindsNothing(this IPage page)
    {
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}")));
    }

    /// <summary>Nothing is wider than the window except what scrolls in a box of its own.</summary>
    public static async Task AssertFits(this IPage page)
    {
        var (content, window) = (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await page.EvaluateAsync<int>("innerWidth"));
        Assert.True(content <= window, $"{page.Url} is {content} pixels wide in a window of {window}.");
    }

    /// <summary>Tab goes to everything that can be used, in an order that ends, and shows where it is.</summary>
    public static async Task AssertKeyboardReachesEverything(this IPage page)
    {
        await page.EvaluateAsync(
            """
            () => {
              document.activeElement?.blur();
              const usable = "a[href],button:not([disabled]),input:not([type=hidden]):not([disabled]),select,textarea,summary,[tabindex='0']";
              const all = [...document.querySelectorAll(usable)].filter(element => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0);
              // Of the choices of a group Tab reaches one; the arrows reach the others.
              const groups = new Set();
              all.filter(element => element.type !== "radio" || (!groups.has(element.name) && groups.add(element.name)))
                .forEach((element, index) => element.dataset.stop = index);
            }
            """);
        var expected = await page.Locator("[data-stop]").CountAsync();
        var reached = new HashSet<string>();
        // A field for a date and time has a stop for each of its parts.
        var spare = 5 + 8 * await page.Locator("input[type=datetime-local]").CountAsync();
        for (var press = 0; press < expected + spare && reached.Count < expected; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            var stop = await page.EvaluateAsync<string?>(
                """
                () => {
                  const at = document.activeElement, style = getComputedStyle(at);
                  if (!at.dataset?.stop && at.type !== "radio") return null;
                  const shown = style.outlineStyle !== "none" || style.boxShadow !== "none" || at.closest(".task");
                  return shown ? at.dataset.stop ?? "radio" : "unseen " + at.outerHTML;
                }
                """);
            Assert.False(stop?.StartsWith("unseen", StringComparison.Ordinal) == true, $"The focus does not show on {stop}");
            if (stop is not null)
                reached.Add(stop);
        }
        Assert.Equal(expected, reached.Count);
    }

    private static readonly string[] Expected = ["status of 4", "ERR_FAILED", "htmx:error: Failed to fetch"];

    /// <summary>Collects what the browser complains about: refused scripts and styles, failed requests, errors.</summary>
    public static List<string> Complaints(this IPage page)
    {
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            // An error page answers with an error, and a test may cut a page off from its news.
            if (message.Type == "error" && !Expected.Any(part => message.Text.Contains(part, StringComparison.Ordinal)))
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        return complaints;
    }
}
