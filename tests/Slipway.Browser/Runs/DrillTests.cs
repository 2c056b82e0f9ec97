using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace Slipway.Browser.Runs;

/// <summary>
/// The first live run of a new team, in real browsers, with nothing but what people see. Three roles sit in three browsers;
/// a fourth person does not come. What one does shows in the others' browsers by itself.
/// </summary>
public sealed class DrillTests(Browsing browsing)
{
    [Fact]
    [Trait("Speed", "slow")]
    public async Task A_live_run_goes_through_trouble_and_a_no_go_to_its_review()
    {
        await using var drill = await LiveDrill.StartAsync(browsing);
        var (owner, manager, voice) = (drill.Owner, drill.Manager, drill.Voice);
        await BeginAsync(drill);

        // A task is late, and the room says so to people who touch nothing.
        await manager.FollowAsync("My tasks");
        await manager.SeesInAsync("#live h1", "Roll call");
        await manager.PressByKeyAsync("Start");
        await owner.SeesInAsync("#room-log", "Roll call started.");
        drill.Clock.MoveMinutes(4);
        await owner.SeesInAsync("#room-side", "Late. Now");
        await manager.SeesInAsync("#live", "Late");
        await manager.PressAsync("Done");
        await owner.SeesInAsync("#room-log", "Roll call done.");

        // The scribe does not answer: the deputy stands in for him everywhere.
        await manager.SeesInAsync("#live h1", "Print the new notice");
        await manager.FollowAsync("Back to the room");
        await manager.FollowAsync("Who stands in for whom");
        await manager.Page.Locator("tr", new() { HasTextString = "D. Guedi" }).GetByRole(AriaRole.Button, new() { Name = "Let B. Daher stand in" }).ClickAsync();
        await manager.SeesAsync("B. Daher stands in");
        await owner.SeesInAsync("#room-log", "B. Daher stands in for D. Guedi.");

        // A finish is pressed too early and taken back.
        await TaskAsync(manager, "Print the new notice");
        await manager.PressAsync("Start");
        await manager.PressAsync("Done");
        await manager.PressAsync("Take back");
        await Expect(manager.Page.GetByRole(AriaRole.Button, new() { Name = "Done", Exact = true })).ToBeVisibleAsync();
        await manager.PressAsync("Done");

        // A photograph is attached; a message is written on paper because the mail is down.
        await TaskAsync(manager, "Photograph the old notice");
        await manager.PressAsync("Start");
        await manager.Page.Locator("#form-file summary").ClickAsync();
        await manager.Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "old notice.png", MimeType = "image/png", Buffer = OnePixel });
        await manager.Page.Locator("#form-file button").ClickAsync();
        await manager.SeesInAsync("#remarks", "old notice.png");
        await manager.PressAsync("Done");
        await voice.SeesInAsync("#live h1", "Write the message to colleagues");
        await voice.PressAsync("Start");
        await voice.FollowAsync("Problem");
        await voice.SayAsync("Done with a workaround", "The mail is down; two sentences on paper");
        await voice.SeesInAsync("#live .chip", "Done with workaround");
        await owner.SeesInAsync("#room-log", "done with a workaround: The mail is down");

        await DoAsync(manager, "Hang the new notice at the entrance");
        // A second person confirms.
        await DoAsync(manager, "Count the lines on both notices");
        await owner.SeesInAsync("#room-side", "A. Warsame has to confirm.");
        await owner.FollowAsync("My tasks");
        await owner.SeesInAsync("#live h1", "Count the lines on both notices");
        await owner.PressAsync("Confirm it");
        await voice.FollowAsync("My tasks");
        await voice.SeesInAsync("#live h1", "Walk in like a visitor");
        await voice.PressAsync("Start");
        await voice.PressAsync("Done");

        // The gate: a no-go is shown first and verbatim to who decides; the decision is to wait and vote anew.
        await owner.SeesAsync("Your vote is asked for");
        await GateAsync(owner);
        await GateAsync(voice);
        await VoteAsync(voice, "Go", "Two visitors found it");
        await GateAsync(manager);
        await manager.PressAsync("It is met");
        await manager.SeesInAsync("#live", "B. Daher");
        await manager.PressAsync("No-go");
        await manager.SeesInAsync(".problems", "Say why it is a no-go");
        await VoteAsync(manager, "No-go", "One corner hangs loose");
        await owner.SeesInAsync(".votes", "One corner hangs loose");
        await Expect(owner.Page.Locator(".votes li").First).ToContainTextAsync("One corner hangs loose");
        await VoteAsync(owner, "Go", "Fine by me");
        await owner.ChooseAsync("Hold, then vote anew");
        await owner.WriteAsync("Reason", "Tape the corner first");
        await owner.WriteAsync("Hold until", In(drill, 2));
        await owner.PressAsync("Decide");
        await owner.SeesAsync("On hold until");
        await manager.SeesAsync("On hold until");
        drill.Clock.MoveMinutes(3);
        foreach (var player in new[] { voice, manager, owner })
            await VoteAsync(player, "Go", "Taped");
        await owner.ChooseAsync("Go");
        await owner.PressAsync("Decide");
        await owner.SeesInAsync("#live", "Decided");
        await manager.SeesInAsync("#live", "Decided");

        // Forward only from here.
        await DoAsync(manager, "Point an arrow from the old place to the new");
        await RoomAsync(owner);
        await Expect(owner.Page.GetByText("Roll back…")).ToBeVisibleAsync();
        await voice.FollowAsync("Back to the room");
        await voice.FollowAsync("My tasks");
        await voice.SeesInAsync("#live h1", "Tell all colleagues");
        await voice.PressAsync("Start");
        await owner.SeesInAsync("#room-band", "fix forward");
        await owner.NoLongerSeesAsync("Roll back…");
        await voice.PressAsync("Done");
        await DoAsync(manager, "Read the journal aloud");
        await owner.SeesInAsync("#room-band", "Complete at");

        await owner.FollowAsync("Read the review");
        foreach (var told in new[] { "Journal verified", "Roll call", "The mail is down; two sentences on paper", "Tape the corner first", "Decided: go" })
            await owner.SeesAsync(told);
    }

    [Fact]
    public async Task A_live_run_is_rolled_back_to_its_end()
    {
        await using var drill = await LiveDrill.StartAsync(browsing);
        var (owner, manager, voice) = (drill.Owner, drill.Manager, drill.Voice);
        await BeginAsync(drill);
        await DoAsync(manager, "Roll call");
        await TaskAsync(manager, "Print the new notice");
        await manager.PressAsync("Start");

        await RoomAsync(manager);
        await manager.FollowAsync("Roll back…");
        await manager.Page.Locator("#roll-back").GetByLabel("Why").FillAsync("The printer printed the wrong hours");
        await manager.Page.Locator("#roll-back").GetByRole(AriaRole.Button).ClickAsync();
        await owner.SeesInAsync("#room-band", "Rolling back");
        await owner.SeesInAsync("#room-log", "The printer printed the wrong hours");

        await DoAsync(manager, "Tear up the new notice");
        await voice.SeesInAsync("#live h1", "Say that we went back");
        await voice.PressAsync("Start");
        await voice.PressAsync("Done");
        await owner.SeesInAsync("#room-band", "Rolled back at");
        await owner.FollowAsync("Read the review");
        await owner.SeesAsync("The printer printed the wrong hours");
    }

    /// <summary>The service owner confirms the live run in words; the others come into the room, one of them to the phone's page.</summary>
    internal static async Task BeginAsync(LiveDrill drill)
    {
        var owner = drill.Owner;
        await owner.FollowAsync("Start a run");
        await owner.ChooseAsync("Live run: the service is released");
        await owner.PressAsync("Start");
        await owner.SeesInAsync(".problems", "drill live");
        await owner.ChooseAsync("Live run: the service is released");
        await owner.Page.Locator("#Confirm").FillAsync("drill live");
        await owner.PressAsync("Start");
        await owner.SeesInAsync("#room-top", "Live run");
        foreach (var player in new[] { drill.Manager, drill.Voice })
        {
            await player.Page.ReloadAsync();
            await player.FollowAsync("Room");
            await player.SeesInAsync("#room-log", "The run began.");
        }
        await drill.Voice.FollowAsync("My tasks");
    }

    /// <summary>From wherever one is, by the room's lists.</summary>
    private static async Task RoomAsync(Player player) => await player.FollowAsync(await player.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the room" }).CountAsync() > 0 ? "Back to the room" : "Room");

    private static async Task TaskAsync(Player player, string title)
    {
        await RoomAsync(player);
        await player.Page.Locator("#room-side a.t", new() { HasTextString = title }).First.ClickAsync();
        await player.SeesInAsync("#live h1", title);
    }

    private static async Task DoAsync(Player player, string title)
    {
        await TaskAsync(player, title);
        await player.PressAsync("Start");
        await player.PressAsync("Done");
        await Expect(player.Page.GetByRole(AriaRole.Button, new() { Name = "Done", Exact = true })).ToHaveCountAsync(0);
    }

    private static async Task GateAsync(Player player)
    {
        await RoomAsync(player);
        await player.FollowAsync("Vote on the gate");
        await player.SeesInAsync("#live h1", "Go / no-go");
    }

    private static async Task VoteAsync(Player player, string vote, string comment)
    {
        await player.WriteAsync("Comment; a no-go needs one", comment);
        await player.PressAsync(vote);
        await player.SeesInAsync(".votes", comment);
    }

    /// <summary>Local time of the launch in so many minutes.</summary>
    private static string In(LiveDrill drill, int minutes)
    {
        var time = (drill.Clock.GetCurrentInstant() + Duration.FromMinutes(minutes)).InZone(DateTimeZoneProviders.Tzdb["Africa/Djibouti"]).TimeOfDay;
        return $"{time.Hour:00}:{time.Minute:00}";
    }

    private static readonly byte[] OnePixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
}
