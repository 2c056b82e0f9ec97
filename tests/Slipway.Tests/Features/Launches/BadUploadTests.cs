using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Slipway.Platform.Storage;
using Slipway.Testing;
using Slipway.Tests.Features.Cutover.Cli;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Launches;

/// <summary>What should not be uploaded, sent to a real server as a process of its own: refused by name, nothing kept of it, memory as it was.</summary>
public sealed class BadUploadTests(BadUploadTests.Serving serving, ITestOutputHelper output) : IClassFixture<BadUploadTests.Serving>
{
    private const int MostMegabytes = 500;

    private static readonly Dictionary<string, (Func<byte[]> Body, HttpStatusCode Status, string Name)> Zipped = new()
    {
        ["a path outside"] = (() => Zips.Of(("../launch.yaml", "id: x"), ("cutover.yaml", "launch: x")), HttpStatusCode.UnprocessableEntity, "zip-path-outside"),
        ["a path from the root"] = (() => Zips.Of(("/etc/launch.yaml", "id: x"), ("cutover.yaml", "launch: x")), HttpStatusCode.UnprocessableEntity, "zip-path-outside"),
        ["a link"] = (Link, HttpStatusCode.UnprocessableEntity, "zip-link"),
        ["a file twice"] = (() => Zips.Of(("launch.yaml", "id: x"), ("launch.yaml", "id: y"), ("cutover.yaml", "launch: x")), HttpStatusCode.UnprocessableEntity, "zip-doubled-entry"),
        ["a bomb"] = (Zips.Bomb, HttpStatusCode.UnprocessableEntity, "zip-unpacks-too-large"),
        ["a truncated zip"] = (() => Zips.Of(("launch.yaml", "id: x"), ("cutover.yaml", "launch: x"))[..90], HttpStatusCode.UnprocessableEntity, "zip-damaged"),
        ["a workbook"] = (() => new TestWorkbook().Sheet("Plan", [["Task"], ["Load"]]).Bytes(), HttpStatusCode.UnprocessableEntity, "zip-without-file"),
        ["a PDF"] = (() => "%PDF-1.7"u8.ToArray(), HttpStatusCode.UnprocessableEntity, "zip-not-a-zip"),
        ["nothing"] = (() => [], HttpStatusCode.UnprocessableEntity, "zip-not-a-zip"),
        ["an empty plan"] = (() => Zips.Of(("launch.yaml", ""), ("cutover.yaml", "")), HttpStatusCode.UnprocessableEntity, "launch-unreadable"),
        ["aliases that multiply"] = (() => Plan("a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 30).Select(n => $"a{n}: &a{n} [{string.Join(", ", Enumerable.Repeat($"*a{n - 1}", 9))}]\n"))), HttpStatusCode.UnprocessableEntity, "launch-unreadable"),
        ["an anchor that holds itself"] = (() => Plan("rollback: &all [*all]\n"), HttpStatusCode.UnprocessableEntity, "launch-unreadable"),
        ["a problem in every line"] = (() => Plan(string.Concat(Enumerable.Range(0, 50_000).Select(n => $"k{n}: {{ no: 1, nor: 2 }}\n"))), HttpStatusCode.UnprocessableEntity, "launch-unreadable"),
    };

    private static readonly Dictionary<string, (string FileName, Func<byte[]> Content, string Says)> Dropped = new()
    {
        ["a PDF"] = ("plan.pdf", () => "%PDF-1.7"u8.ToArray(), "no spreadsheet that can be read (PDF)"),
        ["a picture called .xlsx"] = ("plan.xlsx", () => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "no spreadsheet that can be read"),
        ["an empty file"] = ("plan.csv", () => [], "The file is empty"),
        ["a zip with a path outside"] = ("x.zip", () => Zips.Of(("../launch.yaml", "id: x"), ("cutover.yaml", "launch: x")), "points outside of the zip"),
        ["a zip bomb"] = ("x.zip", Zips.Bomb, "unpacks to more than"),
        ["a workbook that is a bomb"] = ("plan.xlsx", BadSheetTests.Bomb, "unpacks to more than"),
        ["a truncated workbook"] = ("plan.xlsx", () => new TestWorkbook().Sheet("Plan", [["Task", "Owner"], ["Load", "Farah"]]).Bytes()[..1200], "damaged or incomplete"),
        ["40 MB"] = ("plan.csv", () => new byte[40 << 20], "are the limit"),
    };

    public static TheoryData<string> ZippedNames => [.. Zipped.Keys];

    public static TheoryData<string> DroppedNames => [.. Dropped.Keys];

    [Theory, MemberData(nameof(ZippedNames))]
    public async Task A_bad_zip_is_refused_by_name_over_the_API(string name)
    {
        var (body, status, rule) = Zipped[name];
        var before = await serving.StateAsync();

        var answer = await serving.Client.PostAsync("/api/v1/launches", new ByteArrayContent(body()) { Headers = { ContentType = new("application/zip") } });

        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((status, $"urn:slipway:problem:{rule}"), (answer.StatusCode, problem.GetProperty("type").GetString()));
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        await AssertUntouchedAsync(before, name);
    }

    [Theory, MemberData(nameof(DroppedNames))]
    public async Task A_bad_file_is_refused_in_words_on_the_page(string name)
    {
        var (fileName, content, says) = Dropped[name];
        using var browser = await serving.SignedInAsync();
        var before = await serving.StateAsync();

        await browser.DropAsync("#add .go", "files", (fileName, content()));

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains(says, browser.Problems, StringComparison.Ordinal);
        Assert.Empty(browser.Page.QuerySelectorAll("#add .rows a"));
        await AssertUntouchedAsync(before, name);
    }

    [Fact]
    public async Task A_file_over_the_limit_of_a_request_is_refused_before_it_is_read()
    {
        using var browser = await serving.SignedInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(new byte[65 << 20]) };
        request.Headers.ExpectContinue = true;
        var answer = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("This is too large", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task AssertUntouchedAsync(string before, string name)
    {
        Assert.Equal(before, await serving.StateAsync());
        output.WriteLine($"{name}: {serving.Server.PeakMegabytes} MB since the start");
        Assert.InRange(serving.Server.PeakMegabytes, 0, MostMegabytes);
    }

    private static byte[] Plan(string more)
    {
        var texts = LaunchTexts.Of("bad");
        return Zips.Of(("launch.yaml", texts.LaunchYaml), ("cutover.yaml", texts.CutoverYaml + "\n" + more));
    }

    /// <summary>As zip --symlinks makes it.</summary>
    private static byte[] Link()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            var link = zip.CreateEntry("launch.yaml");
            link.ExternalAttributes = unchecked((int)0xA1FF0000);
            using (var target = link.Open())
                target.Write("/etc/passwd"u8);
            using var plan = zip.CreateEntry("cutover.yaml").Open();
            plan.Write(Encoding.UTF8.GetBytes("launch: x"));
        }
        return memory.ToArray();
    }

    /// <summary>A server with the sample launch, and what it knows.</summary>
    public sealed class Serving : IAsyncLifetime
    {
        private readonly TemporaryFolder folder = new();

        public SlipwayProcess Server { get; private set; } = null!;

        public HttpClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Server = await SlipwayProcess.UpAsync("--data", folder.Path);
            var token = await SlipwayProcess.RunAsync("token", "create", "--name", "tests", "--role", "administrator", "--data", folder.Path);
            Client = new HttpClient { BaseAddress = Server.Address, DefaultRequestHeaders = { Authorization = new("Bearer", token.Results.Trim()) } };
        }

        /// <summary>Everything in the tables of launches, versions and sheets, and in the journal.</summary>
        public async Task<string> StateAsync()
        {
            await using var connection = new SqliteConnection($"Data Source={folder.File(DatabasePlace.FileName)};Mode=ReadOnly;Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """
                SELECT 'launch ' || id FROM launches
                UNION ALL SELECT 'version ' || launch || number || hash FROM plan_versions
                UNION ALL SELECT 'sheet ' || file_name FROM sheet_uploads
                UNION ALL SELECT 'entry ' || stream || version || hex(hash) FROM journal_entries
                """;
            await using var rows = await command.ExecuteReaderAsync();
            var state = new StringBuilder();
            while (await rows.ReadAsync())
                state.AppendLine(rows.GetString(0));
            Assert.Contains("launch usct", state.ToString(), StringComparison.Ordinal);
            return state.ToString();
        }

        public async Task<PlainBrowser> SignedInAsync()
        {
            var browser = new PlainBrowser(Server.Address);
            await browser.GoAsync("/sign-in");
            await browser.PressAsync("button[value=tessema]");
            return await browser.GoAsync(Slipway.Platform.Localisation.LocalisationSetup.SwitchTo("en", "/"));
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await Server.DisposeAsync();
            folder.Dispose();
        }
    }
}
