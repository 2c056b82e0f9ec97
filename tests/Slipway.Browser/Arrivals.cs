using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Slipway.Browser;

/// <summary>
/// Waits for a window's address by looking at it. Playwright's own waiting for an address waits for an event of the page as
/// well, which may pass between its look and its waiting.
/// </summary>
internal static partial class Arrivals
{
    /// <summary>Until the page with such an address is there and has loaded.</summary>
    public static async Task ArrivesAsync(this IPage page, Regex address)
    {
        await Assertions.Expect(page).ToHaveURLAsync(address);
        await page.WaitForLoadStateAsync();
    }

    /// <summary>Chooses somebody of a sample launch, until he is in.</summary>
    public static async Task SignInAsync(this IPage page, string person)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator($"button[name=person][value={person}]").First.ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(SignIn());
    }

    [GeneratedRegex("/sign-in")]
    private static partial Regex SignIn();
}
