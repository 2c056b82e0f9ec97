using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Features.Contracts;
using Slipway.Formats.Plans;
using Slipway.Formats.Sheets;
using Slipway.Platform.Storage;
using Slipway.Testing;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Features.Launches.Sheets;

/// <summary>From a spreadsheet to a launch in the browser, through real HTTP and without scripts.</summary>
public abstract class SheetToLaunchTests(DatabaseKind kind) : IAsyncLifetime
{
    private const string Add = "#add .go";
    private const string Go = "main form .go";

    private static readonly byte[] Permits = File.ReadAllBytes(Repository.At("examples/sheets/cutover.csv"));

    private static readonly (string, string)[] PermitsFacts =
    [
        ("TitleEn", "Permits office"), ("TitleFr", "Bureau des permis"), ("TitleAr", ""), ("Id", "permits"), ("Zone", "Africa/Djibouti"),
        ("T0", "2027-02-05T22:00"), ("Opens", "T-30m"), ("Closes", "T+11h"), ("Contingency", "90m"), ("Speaks", "en"), ("Speaks", "fr"),
    ];

    private AppOnDatabase? running;

    private SlipwayApp App => running!.App;

    public async ValueTask InitializeAsync() => running = await AppOnDatabase.StartAsync(kind);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (running is not null)
            await running.DisposeAsync();
    }

    [Fact]
    public async Task A_sheet_dropped_on_the_list_of_launches_becomes_a_launch_and_every_odd_cell_is_told()
    {
        using var browser = await SignedInAsync();
        await browser.DropAsync(Add, "files", ("cutover.csv", Permits));
        Assert.Matches("^/import-sheet/[0-9a-f-]{36}$", browser.Where.AbsolutePath);
        Assert.Equal(["number", "title", "workstream", "owner", "deputy", "takes:m", "start", "after", "undo"], Chosen(browser));
        Assert.Contains("A. Noor", browser.Page.QuerySelector("tbody tr:nth-child(4)")!.TextContent, StringComparison.Ordinal);

        await browser.PressAsync("main p .go");
        Assert.EndsWith("/launch", browser.Where.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(("cutover", "T-30m"), (Value(browser, "Id"), Value(browser, "Opens")));

        await browser.PressAsync(Go, PermitsFacts);
        Assert.EndsWith("/checks", browser.Where.AbsolutePath, StringComparison.Ordinal);
        var told = browser.Page.QuerySelectorAll(".find").Select(found => found.TextContent).ToList();
        Assert.Contains(told, text => text.Contains("F14", StringComparison.Ordinal) && text.Contains("half an hour", StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains("does not say when the service opens", StringComparison.Ordinal));
        Assert.DoesNotContain(await LaunchesAsync(), id => id == "permits");

        await browser.PressAsync("main form .go");
        // A person of the sample sees the sample alone.
        Assert.Equal("/?added=permits", browser.Where.PathAndQuery);
        Assert.Contains("The launch permits was added.", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        var version = await App.Services.GetRequiredService<ILaunches>().CurrentAsync("permits", default);
        Assert.Equal((10, 6), (version!.Plan.Forward.Count, version.Plan.Rollback.Count));
        Assert.Equal(("2027-02-05T22:00", "T+11h", "Bureau des permis"), (version.Plan.Launch.T0.ToString(), version.Plan.Launch.Window.Closes.ToString(), version.Plan.Launch.Title.In("fr")));
        Assert.Equal(["en", "fr"], version.Plan.Launch.Languages);
        Assert.Equal(0, await UploadsAsync());
    }

    [Theory]
    [InlineData("/", Add, "files", "Files")]
    [InlineData("/import-sheet", Go, "file", "File")]
    public async Task What_is_wrong_with_a_file_is_said_at_the_field_too(string page, string button, string name, string field)
    {
        using var browser = await SignedInAsync();
        await browser.GoAsync(page);
        await browser.DropAsync(button, name, ("notes.pdf", "%PDF-1.4"u8.ToArray()));
        var message = browser.Page.QuerySelector($".field.bad #{field}-message")!;
        Assert.Contains(message.TextContent, browser.Problems, StringComparison.Ordinal);
        Assert.Contains(message.Id!, browser.Page.QuerySelector($"#{field}")!.GetAttribute("aria-describedby")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_too_large_together_are_refused_on_a_page_that_says_so()
    {
        using var browser = await SignedInAsync();
        // Asks before it sends, so that the answer is not lost with a connection that the server closes.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(new byte[(64 << 20) + 1]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=files");
        request.Headers.ExpectContinue = true;
        using var answer = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("This is too large", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_lost_between_the_steps()
    {
        using var browser = await SignedInAsync();
        await browser.GoAsync("/import-sheet");
        await browser.DropAsync(Go, "file", ("cutover.csv", Permits));
        var columns = browser.Where.AbsolutePath;
        await browser.PressAsync("main p .go", ("Sheets[0].Columns[2].Use", "ignored"));
        await browser.PressAsync(Go, [.. PermitsFacts.Where(field => field.Item1 is not ("Zone" or "T0")), ("Zone", "Djibouti"), ("T0", "")]);

        Assert.Contains("Choose a time zone from the list", browser.Problems, StringComparison.Ordinal);
        Assert.Contains("Give the date and the time of T-0.", browser.Problems, StringComparison.Ordinal);
        Assert.Equal(("permits", "Djibouti", "T+11h"), (Value(browser, "Id"), Value(browser, "Zone"), Value(browser, "Closes")));
        Assert.Equal("ignored", Chosen(await browser.GoAsync(columns))[2]);
        Assert.Equal("Djibouti", Value(await browser.GoAsync(columns + "/launch"), "Zone"));
        // The checks want the facts first.
        Assert.Equal(columns + "/launch", (await browser.GoAsync(columns + "/checks")).Where.AbsolutePath);

        // The same person at another machine, a day later.
        using var other = await SignedInAsync();
        var begun = other.Page.QuerySelector("#add .rows a")!;
        Assert.Equal(("cutover.csv", columns), (begun.TextContent, begun.GetAttribute("href")));
        Assert.Equal("ignored", Chosen(await other.GoAsync(columns))[2]);
        await other.GoAsync(columns + "/launch");
        await other.PressAsync(Go, ("Zone", "Africa/Djibouti"), ("T0", "2027-02-05T22:00"));
        await other.PressAsync("main form .bad");
        Assert.Equal(("/", 0), (other.Where.AbsolutePath, await UploadsAsync()));
    }

    [Fact]
    public async Task A_header_in_another_row_is_looked_at_anew_before_anybody_goes_on()
    {
        using var browser = await SignedInAsync();
        await browser.DropAsync(Add, "files", ("plan.csv", "Task,Owner,Duration\nWork,Person,Minutes\nLoad,Farah,30m\n"u8.ToArray()));
        Assert.Equal("1", Value(browser, "Sheets[0].Header"));

        await browser.PressAsync("main p .go", ("Sheets[0].Header", "2"));

        Assert.Contains("looked at anew", browser.Problems, StringComparison.Ordinal);
        Assert.Equal(["Work", "Person", "Minutes"], browser.Page.QuerySelectorAll("tbody th").Select(name => name.TextContent.Trim()));
        await browser.PressAsync("main p .go", ("Sheets[0].Columns[0].Use", "title"), ("Sheets[0].Columns[1].Use", "owner"), ("Sheets[0].Columns[2].Use", "takes"));
        Assert.EndsWith("/launch", browser.Where.AbsolutePath, StringComparison.Ordinal);
        // A sheet without a date does not say T-0.
        Assert.Equal("", Value(browser, "T0"));
    }

    [Fact]
    public async Task What_the_sheet_says_of_the_launch_is_read_once_when_its_columns_are_confirmed()
    {
        using var browser = await SignedInAsync();
        await browser.DropAsync(Add, "files", ("cutover.csv", Permits));
        var columns = browser.Where;
        await browser.GoAsync($"{columns.AbsolutePath}/launch");
        Assert.Equal(columns, browser.Where);

        await browser.PressAsync("main p .go");
        await using (var db = await App.Services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync())
            await db.Set<Slipway.Features.Launches.Sheets.SheetUpload>().ExecuteUpdateAsync(change => change.SetProperty(upload => upload.Content, Array.Empty<byte>()));
        await browser.GoAsync($"{columns.AbsolutePath}/launch");
        Assert.Equal((HttpStatusCode.OK, "cutover", "T-30m"), (browser.Status, Value(browser, "Id"), Value(browser, "Opens")));
    }

    [Fact]
    public async Task Columns_that_give_no_task_are_told_before_anybody_goes_on()
    {
        using var browser = await SignedInAsync();
        await browser.DropAsync(Add, "files", ("plan.csv", "Fruit,Colour\nApple,red\n"u8.ToArray()));
        await browser.PressAsync("main p .go");
        Assert.Contains("No header was found", browser.Problems, StringComparison.Ordinal);
        Assert.Matches("^/import-sheet/[0-9a-f-]{36}$", browser.Where.AbsolutePath);
    }

    [Fact]
    public async Task What_would_be_no_plan_is_said_with_the_checks_and_cannot_be_saved()
    {
        using var browser = await SignedInAsync();
        var shiftBackwards = new TestWorkbook()
            .Sheet("Plan", [["ID", "Task", "Owner", "Duration"], ["load", "Load", "noor", "10m"]])
            .Sheet("Launch",
            [
                ["Slipway launch"], ["id", "permits"], ["title", "Permits"], ["zone", "UTC"], ["t0", "2027-02-06T02:00"], ["window opens", "T-30m"], ["window closes", "T+4h"], ["contingency", "20m"],
                ["Shift from", "To"], ["T+2h", "T+1h"],
            ]);
        await browser.DropAsync(Add, "files", ("plan.xlsx", shiftBackwards.Bytes()));
        await browser.PressAsync("main p .go");
        await browser.PressAsync(Go);

        Assert.EndsWith("/checks", browser.Where.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("The plan cannot be saved like this.", browser.Problems, StringComparison.Ordinal);
        Assert.Contains(browser.Page.QuerySelectorAll(".find"), found => found.TextContent.Contains("The end T+1h is not after the start T+2h", StringComparison.Ordinal));
        Assert.Null(browser.Page.QuerySelector(Go));
        Assert.Equal(1, await UploadsAsync());
        Assert.DoesNotContain("permits", await LaunchesAsync());
    }

    [Fact]
    public async Task A_plan_exported_here_becomes_the_same_plan_elsewhere_with_no_hand_edit()
    {
        using var administrator = await App.ClientAsync("administrator");
        var workbook = await administrator.GetAsync("/launches/usct/plan.xlsx");
        Assert.Equal((HttpStatusCode.OK, "usct-1.xlsx"), (workbook.StatusCode, workbook.Content.Headers.ContentDisposition!.FileNameStar));
        var here = (await App.Services.GetRequiredService<ILaunches>().CurrentAsync("usct", default))!.Plan;

        using var browser = await SignedInAsync();
        await browser.DropAsync(Add, "files", ("usct-1.xlsx", await workbook.Content.ReadAsByteArrayAsync()));
        await browser.PressAsync("main p .go");
        Assert.Equal(("usct", "Africa/Djibouti"), (Value(browser, "Id"), Value(browser, "Zone")));
        await browser.PressAsync(Go);
        Assert.Contains("There is a launch “usct” already", browser.Problems, StringComparison.Ordinal);
        // On this server, that alone has to be another.
        await browser.PressAsync(Go, ("Id", "usct-again"));
        Assert.Contains("Every cell was understood.", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        await browser.PressAsync("main form .go");

        var there = (await App.Services.GetRequiredService<ILaunches>().CurrentAsync("usct-again", default))!.Plan;
        Assert.Equal(Structure.Of(here), Structure.Of(there with { Launch = there.Launch with { Id = "usct" } }));
    }

    [Fact]
    public async Task What_an_exported_plan_accepts_stands_apart_with_its_reason()
    {
        var texts = LaunchTexts.Of("accepting");
        var reading = PlanReader.Read(texts.LaunchYaml, texts.CutoverYaml + "\naccepted:\n  - { rule: no-spread, task: tell, why: A recorded message }\n");
        using var workbook = new MemoryStream();
        Assert.Empty(SheetExport.Write(reading.Plan!, null, workbook));

        using var browser = await SignedInAsync();
        await browser.DropAsync(Add, "files", ("accepting.xlsx", workbook.ToArray()));
        await browser.PressAsync("main p .go");
        await browser.PressAsync(Go);

        var accepted = browser.Page.QuerySelector("#accepted")!;
        Assert.Equal("1 accepted", accepted.QuerySelector("summary")!.TextContent);
        Assert.Contains("A recorded message", accepted.QuerySelector(".find")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Tell the offices", accepted.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Page.QuerySelectorAll(".find"), found =>
            found.Closest("#accepted") is null && found.TextContent.Contains("Tell the offices” always takes exactly", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/checks")]
    [InlineData("/checks?handler=Sell")]
    public async Task A_form_that_the_page_does_not_know_is_refused(string address)
    {
        using var browser = await SignedInAsync();
        await browser.DropAsync(Add, "files", ("cutover.csv", Permits));
        var columns = browser.Where.AbsolutePath;
        await browser.PressAsync("main p .go");
        await browser.PressAsync(Go, PermitsFacts);
        using var form = new HttpRequestMessage(HttpMethod.Post, columns + address)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", Value(browser, "__RequestVerificationToken"))]),
        };

        using var answer = await browser.SendAsync(form);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("The page did not understand this", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sheet_is_its_owners_alone_and_only_who_may_import_may_begin()
    {
        using var owner = await SignedInAsync();
        await owner.DropAsync(Add, "files", ("cutover.csv", Permits));
        var columns = owner.Where.AbsolutePath;

        using var designer = await App.ClientAsync("service-designer");
        Assert.Equal(HttpStatusCode.NotFound, (await designer.GetAsync(columns)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await designer.GetAsync(columns + "/checks")).StatusCode);
        using var observer = await App.ClientAsync("observer");
        foreach (var path in new[] { "/import-sheet", columns, columns + "/launch", columns + "/checks" })
            Assert.Equal(HttpStatusCode.Forbidden, (await observer.GetAsync(path)).StatusCode);
        Assert.DoesNotContain("type=\"file\"", await observer.GetStringAsync("/"), StringComparison.Ordinal);
        using var stranger = App.Client();
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync(columns)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/launches/usct/plan.xlsx")).StatusCode);
        using var ofAnother = await App.ClientAsync("service-owner", launch: "other");
        Assert.Equal(HttpStatusCode.Forbidden, (await ofAnother.GetAsync("/launches/usct/plan.xlsx")).StatusCode);
    }

    [Fact]
    public async Task Of_many_sheets_of_one_person_the_oldest_go()
    {
        using var browser = await SignedInAsync();
        for (var n = 1; n <= 7; n++)
        {
            await browser.GoAsync("/");
            await browser.DropAsync(Add, "files", ($"plan-{n}.csv", Permits));
        }
        await browser.GoAsync("/");
        Assert.Equal(["plan-7.csv", "plan-6.csv", "plan-5.csv", "plan-4.csv", "plan-3.csv"], browser.Page.QuerySelectorAll("#add .rows a").Select(link => link.TextContent));
    }

    [Fact]
    public async Task The_launchs_own_files_are_imported_at_once()
    {
        var texts = LaunchTexts.Of("dropped");
        using var browser = await SignedInAsync("form[action*='Become']:last-of-type button:not([name])");
        await browser.DropAsync(Add, "files", ("launch.yaml", Encoding.UTF8.GetBytes(texts.LaunchYaml)), ("cutover.yaml", Encoding.UTF8.GetBytes(texts.CutoverYaml)));
        Assert.Equal(("/launches/dropped/plan", HttpStatusCode.OK), (browser.Where.AbsolutePath, browser.Status));

        await browser.GoAsync("/");
        await browser.DropAsync(Add, "files", ("dropped.zip", Zips.Of(("x/launch.yaml", texts.LaunchYaml), ("x/cutover.yaml", texts.CutoverYaml))));
        Assert.Contains("There is a launch “dropped” already", browser.Problems, StringComparison.Ordinal);
        await browser.DropAsync(Add, "files", ("launch.yaml", Encoding.UTF8.GetBytes(texts.LaunchYaml)));
        Assert.Contains("cutover.yaml is missing", browser.Problems, StringComparison.Ordinal);
        await browser.DropAsync(Add, "files");
        Assert.Contains("Choose a file first.", browser.Problems, StringComparison.Ordinal);
        var broken = LaunchTexts.Of("broken", extra: "- { id: load, titel: Twice }");
        await browser.DropAsync(Add, "files", ("launch.yaml", Encoding.UTF8.GetBytes(broken.LaunchYaml)), ("cutover.yaml", Encoding.UTF8.GetBytes(broken.CutoverYaml)));
        Assert.Contains("nothing was imported", browser.Problems, StringComparison.Ordinal);
        Assert.Contains(browser.Page.QuerySelectorAll(".find"), found => found.TextContent.Contains("titel", StringComparison.Ordinal) && found.TextContent.Contains("cutover.yaml:7:17", StringComparison.Ordinal));
        Assert.Equal(["dropped", "usct"], (await LaunchesAsync()).Order());
    }

    private async Task<PlainBrowser> SignedInAsync(string whom = "button[value=tessema]")
    {
        var browser = new PlainBrowser(App.Address);
        await browser.GoAsync("/sign-in");
        await browser.PressAsync(whom);
        // The person's own language goes before the browser's.
        return await (await browser.GoAsync(Slipway.Platform.Localisation.LocalisationSetup.SwitchTo("en", "/"))).GoAsync("/");
    }

    private async Task<IEnumerable<string>> LaunchesAsync() =>
        (await App.Services.GetRequiredService<ILaunches>().ListAsync(default)).Select(launch => launch.Id);

    private async Task<int> UploadsAsync()
    {
        await using var db = await App.Services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync();
        return await db.Set<Slipway.Features.Launches.Sheets.SheetUpload>().CountAsync();
    }

    private static List<string> Chosen(PlainBrowser browser) =>
        [.. browser.Page.QuerySelectorAll("tbody select").Cast<AngleSharp.Html.Dom.IHtmlSelectElement>().Select(select => select.Value!)];

    private static string Value(PlainBrowser browser, string name) =>
        ((AngleSharp.Html.Dom.IHtmlInputElement)browser.Page.QuerySelector($"[name='{name}']")!).Value;
}

public sealed class SheetToLaunchOnSqliteTests() : SheetToLaunchTests(DatabaseKind.Sqlite);

public sealed class SheetToLaunchOnPostgresTests() : SheetToLaunchTests(DatabaseKind.Postgres);
