using System.Diagnostics;
using System.Net;
using Slipway.Testing;
using Slipway.Tests.Hosting;

namespace Slipway.Tests;

/// <summary>The folder that <c>./slipway publish</c> makes, copied elsewhere and started where there is no .NET, no Node and no environment.</summary>
[Trait("Speed", "slow")]
public sealed class PublishedTests : IClassFixture<PublishedTests.Folder>, IDisposable
{
    private const string Password = "quiet river behind the hill";

    private readonly Folder published;
    private readonly TemporaryFolder data = new();

    public PublishedTests(Folder published) => this.published = published;

    [Fact]
    public async Task It_starts_with_the_sample_and_opens_it()
    {
        await using var server = await SlipwayProcess.UpAsync(Start("up", "--data", data.Path, "--urls", "http://127.0.0.1:0"));
        using var browser = new PlainBrowser(server.Address);
        await browser.GoAsync("/sign-in");
        await browser.PressAsync("button[value=tessema]");
        await browser.GoAsync("/language/en?back=%2Flaunches%2Fusct");
        Assert.Equal((HttpStatusCode.OK, "en"), (browser.Status, browser.Page.DocumentElement.GetAttribute("lang")));
        Assert.Contains("Cash Transfer", browser.Page.Title, StringComparison.Ordinal);
        foreach (var file in browser.Page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]"))
        {
            using var answer = await browser.SendAsync(HttpMethod.Get, file.GetAttribute("href") ?? file.GetAttribute("src")!);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_real_installation_lets_its_administrator_in_by_the_link_that_it_prints()
    {
        await using var server = await SlipwayProcess.UpAsync(Start("up", "--no-sample", "--data", data.Path, "--urls", "http://127.0.0.1:0"));
        var said = await server.SaysAsync("/welcome/");
        using var browser = new PlainBrowser(server.Address);
        await browser.GoAsync(new Uri(said[said.IndexOf("http", StringComparison.Ordinal)..].Trim()));
        await browser.PressAsync("main form .btn.go", ("SignInName", "root"), ("Password", Password), ("Again", Password));
        Assert.Equal("/people-links", browser.Where.AbsolutePath);
    }

    [Fact]
    public async Task Commands_work_on_files()
    {
        var (code, results, words) = await SlipwayProcess.RunAsync(Start("plan", "check", Path.Combine(published.Path, "examples", "drill")));
        Assert.True(code == 0, results + words);
    }

    public void Dispose() => data.Dispose();

    private ProcessStartInfo Start(params string[] arguments)
    {
        var program = new ProcessStartInfo(Path.Combine(published.Path, "Slipway"), arguments) { WorkingDirectory = data.Path };
        program.Environment.Clear();
        program.Environment["PATH"] = "/nowhere";
        return program;
    }

    /// <summary>Published once for all tests of the class.</summary>
    public sealed class Folder : IAsyncLifetime
    {
        private readonly TemporaryFolder folder = new();

        public string Path => folder.File("elsewhere");

        public async ValueTask InitializeAsync()
        {
            using var publish = Process.Start(new ProcessStartInfo(Repository.At("scripts/publish"), ["--to", folder.File("made"), "linux-x64"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var words = publish.StandardError.ReadToEndAsync();
            var results = await publish.StandardOutput.ReadToEndAsync();
            await publish.WaitForExitAsync();
            Assert.True(publish.ExitCode == 0, results + await words);
            Directory.Move(folder.File("made"), Path);
        }

        public ValueTask DisposeAsync()
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
