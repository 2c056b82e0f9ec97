using Microsoft.Playwright;
using Slipway.Platform.Localisation;
using static Microsoft.Playwright.Assertions;

namespace Slipway.Browser.Runs;

/// <summary>Somebody at a screen: reads what is there, presses what it is called, types where it says so. Knows no address.</summary>
internal sealed class Player
{
    private readonly List<string> complaints;

    public Player(IPage page)
    {
        Page = page;
        complaints = page.Complaints();
    }

    public IPage Page { get; }

    private ILocator Main => Page.Locator("body");

    public Task PressAsync(string button) => Main.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    /// <summary>With the keyboard alone.</summary>
    public async Task PressByKeyAsync(string button)
    {
        var target = Main.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First;
        await target.FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
    }

    public Task FollowAsync(string link) => Main.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync();

    /// <summary>Chooses English, where the person's own language is another: by the address of the link, which a narrow page has folded away.</summary>
    public async Task ReadEnglishAsync()
    {
        if (await Page.Locator("html").GetAttributeAsync("lang") != "en")
            await Page.GotoAsync(LocalisationSetup.SwitchTo("en", new Uri(Page.Url).PathAndQuery));
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }

    public Task WriteAsync(string label, string text) => Main.GetByLabel(label, new() { Exact = true }).First.FillAsync(text);

    public Task ChooseAsync(string choice) => Main.GetByLabel(choice, new() { Exact = true }).First.CheckAsync();

    /// <summary>Opens what is folded and writes the reason, then presses the button of the same name.</summary>
    public async Task SayAsync(string act, string why)
    {
        var fold = Page.Locator("details", new() { Has = Page.Locator("summary", new() { HasTextString = act }) }).First;
        await fold.Locator("summary").ClickAsync();
        await fold.GetByLabel("Why").FillAsync(why);
        await fold.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
    }

    /// <summary>Waits until it stands there, without touching anything: the page has to come by it alone.</summary>
    public Task SeesAsync(string text) => WaitAsync(() => Expect(Main.GetByText(text).First).ToBeVisibleAsync());

    public Task SeesInAsync(string part, string text) => WaitAsync(() => Expect(Page.Locator(part).First).ToContainTextAsync(text));

    public Task NoLongerSeesAsync(string text) => WaitAsync(() => Expect(Main.GetByText(text).First).ToBeHiddenAsync());

    /// <summary>What does not come is told together with what the browser complained of meanwhile.</summary>
    private async Task WaitAsync(Func<Task> wait)
    {
        try
        {
            await wait();
        }
        catch (PlaywrightException missing)
        {
            throw new InvalidOperationException($"{Page.Url}: {missing.Message}\n{string.Join('\n', complaints)}", missing);
        }
    }
}
