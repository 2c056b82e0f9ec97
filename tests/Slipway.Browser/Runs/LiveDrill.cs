using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using Slipway.Features.Accounts;
using Slipway.Testing;
using Slipway.Tests.Hosting;

namespace Slipway.Browser.Runs;

/// <summary>A team with the drill: a real installation with passwords, T-0 in this minute, each person in a browser of their own.</summary>
internal sealed partial class LiveDrill : IAsyncDisposable
{
    private const string Password = "quiet river behind the hill";

    private readonly Browsing browsing;
    private readonly TemporaryFolder folder;
    private readonly Dictionary<string, Player> players = [];

    private LiveDrill(Browsing browsing, TemporaryFolder folder, SlipwayApp app, MovableClock clock) =>
        (this.browsing, this.folder, App, Clock) = (browsing, folder, app, clock);

    public SlipwayApp App { get; }

    public MovableClock Clock { get; }

    /// <summary>The service owner, at a desk.</summary>
    public Player Owner => players["warsame"];

    /// <summary>IT operations, who leads the run and is the deputy of the scribe, at a desk.</summary>
    public Player Manager => players["daher"];

    /// <summary>Communications, on a phone.</summary>
    public Player Voice => players["moreau"];

    public static async Task<LiveDrill> StartAsync(Browsing browsing)
    {
        var clock = new MovableClock();
        var folder = new TemporaryFolder();
        var t0 = clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Africa/Djibouti"]).LocalDateTime;
        var launch = await File.ReadAllTextAsync(Repository.At("examples/drill/launch.yaml"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "launch.yaml"), T0().Replace(launch, $"t0: {t0.ToString("uuuu-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)}"));
        File.Copy(Repository.At("examples/drill/cutover.yaml"), Path.Combine(folder.Path, "cutover.yaml"));
        var app = await SlipwayApp.StartAsync(settings => settings with { LaunchFolder = folder.Path }, services => services.AddSingleton<NodaTime.IClock>(clock));
        var drill = new LiveDrill(browsing, folder, app, clock);
        await drill.LetEverybodyInAsync();
        return drill;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var player in players.Values)
            await player.Page.Context.CloseAsync();
        await App.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>The administrator takes the printed link and makes one for each person, who sets a password.</summary>
    private async Task LetEverybodyInAsync()
    {
        var greeting = await new AccountsFeature().GreetAsync(App.Services, App.Address, CancellationToken.None).ToListAsync();
        var administrator = new Player(await browsing.OpenAsync(at: App.Address));
        await administrator.Page.GotoAsync(greeting[0][greeting[0].IndexOf("http", StringComparison.Ordinal)..]);
        await administrator.WriteAsync("Name for signing in", "root");
        await ChoosePasswordAsync(administrator);
        foreach (var (person, name, width, height) in new[] { ("warsame", "A. Warsame", 1440, 900), ("daher", "B. Daher", 1440, 900), ("moreau", "C. Moreau", 390, 844) })
        {
            await administrator.PressAsync($"Make a link for {name}");
            var link = await administrator.Page.Locator("#made-link").TextContentAsync();
            var player = players[person] = new Player(await browsing.OpenAsync(width: width, height: height, at: App.Address));
            await player.Page.GotoAsync(link!);
            await ChoosePasswordAsync(player);
            await player.ReadEnglishAsync();
        }
        await administrator.Page.Context.CloseAsync();
    }

    private static async Task ChoosePasswordAsync(Player player)
    {
        var fields = player.Page.Locator("input[type=password]");
        await fields.Nth(0).FillAsync(Password);
        await fields.Nth(1).FillAsync(Password);
        await player.Page.Locator("main .btn.go").ClickAsync();
        await Assertions.Expect(fields).ToHaveCountAsync(0);
    }

    [GeneratedRegex(@"^t0: \S+", RegexOptions.Multiline)]
    private static partial Regex T0();
}
