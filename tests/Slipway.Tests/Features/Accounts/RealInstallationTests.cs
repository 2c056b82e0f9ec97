using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using Slipway.Features.Accounts;
using Slipway.Features.Contracts;
using Slipway.Platform.Identity;
using Slipway.Testing;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Accounts;

/// <summary>From the first start of a real installation to everybody being in.</summary>
public sealed class RealInstallationTests : IAsyncLifetime
{
    private const string Password = "quiet river behind the hill";

    private readonly FakeClock clock = new(SystemClock.Instance.GetCurrentInstant());
    private readonly DatabaseThatMayBeAway database = new();
    private SlipwayApp app = null!;

    public async ValueTask InitializeAsync() => app = await SlipwayApp.StartAsync(
        settings => settings with { LaunchFolder = Repository.At("examples/drill") },
        services =>
        {
            services.AddSingleton<IClock>(clock);
            services.AddSingleton<ISessionNeed>(database);
        });

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_first_start_gives_a_link_that_makes_the_administrator_once()
    {
        var link = await FirstLinkAsync();
        using var browser = new PlainBrowser(app.Address);
        await browser.GoAsync(link);
        await browser.PressAsync("main form .btn.go", ("SignInName", "root"), ("Password", Password), ("Again", Password));
        Assert.Equal("/people-links", browser.Where.AbsolutePath);

        using var late = new PlainBrowser(app.Address);
        await late.GoAsync(link);
        Assert.Equal((HttpStatusCode.Gone, "This link opens nothing any more"), (late.Status, late.Heading));
        Assert.Empty(await GreetingAsync());
    }

    [Fact]
    public async Task A_second_start_before_anybody_took_the_link_makes_a_new_one_and_closes_the_old()
    {
        var first = await FirstLinkAsync();
        var second = await FirstLinkAsync();
        using var browser = new PlainBrowser(app.Address);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GoAsync(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync(second)).Status);
    }

    [Fact]
    public async Task A_person_sets_a_password_by_a_link_and_signs_in_with_it()
    {
        using var person = new PlainBrowser(app.Address);
        var email = await WelcomeAsync(person, "daher");
        await person.PressAsync("header form button");
        Assert.Equal("/sign-in", person.Where.AbsolutePath);

        await person.PressAsync("main form .btn.go", ("Name", email), ("Password", "wrong but long enough"));
        Assert.Contains("do not belong together", person.Problems, StringComparison.Ordinal);
        await person.PressAsync("main form .btn.go", ("Name", email.ToUpperInvariant()), ("Password", Password));
        Assert.Equal("/launches/drill", person.Where.AbsolutePath);
    }

    [Theory]
    [InlineData("short", "short", "at least 12 characters")]
    [InlineData("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "too easy to guess")]
    [InlineData(Password, "something else entirely", "not the same")]
    [InlineData("", "", "Type the password")]
    [InlineData(Password, Password, "200 characters at most", 300)]
    public async Task A_password_that_will_not_do_is_refused_with_what_to_do_and_the_link_stays_open(string password, string again, string says, int nameLength = 4)
    {
        using var browser = new PlainBrowser(app.Address);
        var link = await FirstLinkAsync();
        await browser.GoAsync(link);
        await browser.PressAsync("main form .btn.go", ("SignInName", new string('r', nameLength)), ("Password", password), ("Again", again));
        Assert.Contains(says, browser.Problems, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync(link)).Status);
    }

    [Fact]
    public async Task A_new_password_by_a_new_link_ends_the_sessions_that_were_open()
    {
        using var person = new PlainBrowser(app.Address);
        await WelcomeAsync(person, "daher");
        using var elsewhere = new PlainBrowser(app.Address);
        await WelcomeAsync(elsewhere, "daher", "another road in the rain");
        Assert.Equal("/launches/drill", (await elsewhere.GoAsync("/launches/drill")).Where.AbsolutePath);

        clock.AdvanceSeconds(61);
        Assert.Equal("/sign-in", (await person.GoAsync("/launches/drill")).Where.AbsolutePath);
        Assert.Equal("/launches/drill", (await elsewhere.GoAsync("/launches/drill")).Where.AbsolutePath);
    }

    [Fact]
    public async Task A_session_that_was_used_ends_a_shift_after_its_last_use()
    {
        using var person = new PlainBrowser(app.Address);
        await WelcomeAsync(person, "daher");
        for (var use = 0; use < 3; use++)
        {
            clock.AdvanceHours(11);
            Assert.Equal("/launches/drill", (await person.GoAsync("/launches/drill")).Where.AbsolutePath);
        }
        clock.Advance(Duration.FromHours(12) + Duration.FromSeconds(1));
        Assert.Equal("/sign-in", (await person.GoAsync("/launches/drill")).Where.AbsolutePath);
    }

    [Fact]
    public async Task A_session_in_use_all_the_time_ends_after_a_week()
    {
        using var person = new PlainBrowser(app.Address);
        await WelcomeAsync(person, "daher");
        for (var hours = 0; hours < 7 * 24 - 8; hours += 8)
        {
            clock.AdvanceHours(8);
            Assert.Equal("/launches/drill", (await person.GoAsync("/launches/drill")).Where.AbsolutePath);
        }
        clock.Advance(Duration.FromHours(8) + Duration.FromSeconds(1));
        Assert.Equal("/sign-in", (await person.GoAsync("/launches/drill")).Where.AbsolutePath);
    }

    [Fact]
    public async Task Wrong_passwords_hold_up_strange_browsers_for_half_a_minute_and_never_the_persons_own()
    {
        using var person = new PlainBrowser(app.Address);
        var email = await WelcomeAsync(person, "daher");
        await person.PressAsync("header form button");
        using var stranger = new PlainBrowser(app.Address);
        await stranger.GoAsync("/sign-in");
        for (var attempt = 0; attempt < 10; attempt++)
            await stranger.PressAsync("main form .btn.go", ("Name", email), ("Password", $"guess number {attempt}"));
        await stranger.PressAsync("main form .btn.go", ("Name", email), ("Password", Password));
        Assert.Contains("Wait half a minute", stranger.Problems, StringComparison.Ordinal);

        await person.PressAsync("main form .btn.go", ("Name", email), ("Password", Password));
        Assert.Equal("/launches/drill", person.Where.AbsolutePath);

        clock.AdvanceSeconds(31);
        await stranger.PressAsync("main form .btn.go", ("Name", email), ("Password", Password));
        Assert.Equal("/launches/drill", stranger.Where.AbsolutePath);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_held_up_like_one_that_exists()
    {
        using var stranger = new PlainBrowser(app.Address);
        await stranger.GoAsync("/sign-in");
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await stranger.PressAsync("main form .btn.go", ("Name", "nobody@example.org"), ("Password", $"guess number {attempt}"));
            Assert.Contains("do not belong together", stranger.Problems, StringComparison.Ordinal);
        }
        await stranger.PressAsync("main form .btn.go", ("Name", "Nobody@example.org"), ("Password", Password));
        Assert.Contains("Wait half a minute", stranger.Problems, StringComparison.Ordinal);
        clock.AdvanceSeconds(31);
        await stranger.PressAsync("main form .btn.go", ("Name", "nobody@example.org"), ("Password", Password));
        Assert.Contains("do not belong together", stranger.Problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_guesses_at_once_ten_are_looked_at()
    {
        using var person = new PlainBrowser(app.Address);
        var email = await WelcomeAsync(person, "daher");
        var said = await Task.WhenAll(Enumerable.Range(0, 30).Select(async guess =>
        {
            using var stranger = new PlainBrowser(app.Address);
            await stranger.GoAsync("/sign-in");
            await stranger.PressAsync("main form .btn.go", ("Name", email), ("Password", $"guess number {guess}"));
            return stranger.Problems;
        }));
        Assert.Equal((10, 20), (said.Count(words => words.Contains("do not belong together", StringComparison.Ordinal)), said.Count(words => words.Contains("Wait half a minute", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Whoever_the_plan_no_longer_knows_is_out_within_a_minute_and_does_not_come_in_again()
    {
        var launches = app.Services.GetRequiredService<ILaunches>();
        var before = (await launches.CurrentAsync("drill", default))!;
        var with = before.Texts with { LaunchYaml = before.Texts.LaunchYaml.Replace("people:\n", "people:\n  - { id: guest, name: A. Guest, roles: [observer], email: guest@example.org }\n", StringComparison.Ordinal) };
        var note = new VersionNote("test", null, MaySetRoles: true);
        var joined = Assert.IsType<VersionAdded.Added>(await launches.AddVersionAsync("drill", before.Number, with, note, default)).Version;
        using var guest = new PlainBrowser(app.Address);
        var email = await WelcomeAsync(guest, "guest");
        await launches.AddVersionAsync("drill", joined.Number, before.Texts, note, default);

        clock.AdvanceSeconds(61);
        Assert.Equal("/sign-in", (await guest.GoAsync("/launches/drill")).Where.AbsolutePath);
        await guest.PressAsync("main form .btn.go", ("Name", email), ("Password", Password));
        Assert.Contains("belongs to no launch any more", guest.Problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_chooses_who_to_be_in_a_real_installation()
    {
        using var browser = new PlainBrowser(app.Address);
        await browser.GoAsync("/sign-in?handler=Become");
        Assert.Null(browser.Page.QuerySelector("[name=person]"));
        await browser.PressAsync("main form .btn.go", ("launch", "drill"), ("person", "daher"));
        Assert.Contains("not possible now", browser.Problems, StringComparison.Ordinal);
        Assert.Equal("/sign-in", (await browser.GoAsync("/launches/drill")).Where.AbsolutePath);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_led_to_the_sign_in_and_back()
    {
        using var person = new PlainBrowser(app.Address);
        var email = await WelcomeAsync(person, "daher");
        using var fresh = new PlainBrowser(app.Address);
        await fresh.GoAsync("/launches/drill?x=1");
        Assert.Equal("/sign-in", fresh.Where.AbsolutePath);
        await fresh.PressAsync("main form .btn.go", ("Name", email), ("Password", Password));
        Assert.Equal("/launches/drill?x=1", fresh.Where.PathAndQuery);
    }

    [Fact]
    public async Task The_way_back_leads_nowhere_else()
    {
        using var person = new PlainBrowser(app.Address);
        var email = await WelcomeAsync(person, "daher");
        using var fresh = new PlainBrowser(app.Address);
        await fresh.GoAsync("/sign-in?back=//example.org/");
        await fresh.PressAsync("main form .btn.go", ("Name", email), ("Password", Password));
        Assert.Equal((app.Address.Host, "/launches/drill"), (fresh.Where.Host, fresh.Where.AbsolutePath));
    }

    [Fact]
    public async Task Only_the_administrator_makes_links()
    {
        using var person = new PlainBrowser(app.Address);
        await WelcomeAsync(person, "daher");
        Assert.Equal(HttpStatusCode.Forbidden, (await person.GoAsync("/people-links")).Status);
    }

    [Fact]
    public async Task A_cookie_reads_through_the_api_and_never_acts()
    {
        using var person = new PlainBrowser(app.Address);
        await WelcomeAsync(person, "daher");
        Assert.Equal(HttpStatusCode.NotFound, (await person.SendAsync(HttpMethod.Get, "/api/v1/nowhere")).StatusCode);
        var refused = await person.SendAsync(HttpMethod.Post, "/api/v1/nowhere");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("urn:slipway:problem:no-token", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_database_is_away_whoever_is_in_stays_in_and_is_asked_about_when_it_is_back()
    {
        using var person = new PlainBrowser(app.Address);
        await WelcomeAsync(person, "daher");
        clock.AdvanceHours(11);
        database.IsAway = true;
        Assert.Equal((HttpStatusCode.OK, "/launches/drill"), ((await person.GoAsync("/launches/drill")).Status, person.Where.AbsolutePath));
        database.IsAway = false;
        clock.AdvanceHours(1);
        clock.AdvanceSeconds(1);
        Assert.Equal("/sign-in", (await person.GoAsync("/launches/drill")).Where.AbsolutePath);
    }

    /// <summary>Stands for all that a session's check asks of it.</summary>
    private sealed class DatabaseThatMayBeAway : ISessionNeed
    {
        public bool IsAway { get; set; }

        public Task<Instant?> UntilAsync(string launch, CancellationToken cancellation) =>
            IsAway ? throw new InvalidOperationException("The database is away.", new TimeoutException()) : Task.FromResult<Instant?>(null);
    }

    private ValueTask<List<string>> GreetingAsync() => new AccountsFeature().GreetAsync(app.Services, app.Address, CancellationToken.None).ToListAsync();

    private async Task<Uri> FirstLinkAsync()
    {
        var line = Assert.Single(await GreetingAsync());
        return new(line[line.IndexOf("http", StringComparison.Ordinal)..]);
    }

    /// <summary>The administrator makes a link, the person takes it; the name under which the person signs in.</summary>
    private async Task<string> WelcomeAsync(PlainBrowser person, string id, string password = Password)
    {
        using var administrator = new PlainBrowser(app.Address);
        var greeting = await GreetingAsync();
        if (greeting.Count > 0)
        {
            await administrator.GoAsync(new Uri(greeting[0][greeting[0].IndexOf("http", StringComparison.Ordinal)..]));
            await administrator.PressAsync("main form .btn.go", ("SignInName", "root"), ("Password", Password), ("Again", Password));
        }
        else
        {
            await administrator.GoAsync("/sign-in?back=/people-links");
            await administrator.PressAsync("main form .btn.go", ("Name", "root"), ("Password", Password));
        }
        await administrator.PressAsync($"button[value='{id}']");
        Assert.NotNull(administrator.Page.QuerySelector("#made svg path"));

        await person.GoAsync(new Uri(administrator.Page.QuerySelector("#made-link")!.TextContent));
        var name = person.Page.QuerySelector("#SignInName")!.GetAttribute("value")!;
        await person.PressAsync("main form .btn.go", ("Password", password), ("Again", password));
        Assert.Equal("/launches/drill", person.Where.AbsolutePath);
        return name;
    }
}
