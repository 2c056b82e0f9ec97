using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Slipway.Features.Cutover.Packs;
using Slipway.Testing;
using Slipway.Tests.Features.Cutover.Notices;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Features.Cutover.Packs;

/// <summary>Packs that nobody asked for: on the second disk, and by mail.</summary>
public sealed class PackFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MovableClock clock = new();

    private string Stick => folder.File("stick");

    [Fact]
    public async Task A_server_with_a_second_disk_writes_one_in_each_language_when_a_run_begins()
    {
        Directory.CreateDirectory(Stick);
        await using var server = await SlipwayProcess.UpAsync(Repository.At("examples/drill"), "--data", folder.File("data"), "--mirror", Stick);
        var token = (await SlipwayProcess.RunAsync("token", "create", "--name", "t", "--role", "administrator", "--data", folder.File("data"))).Results.Trim();
        using var client = ActingClients.Client(token);
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsJsonAsync(new Uri(server.Address, "/api/v1/launches/drill/runs"), new { mode = "rehearsal", speed = 1 })).StatusCode);
        await UntilAsync(() => Packs().Length == 3);
        Assert.Equal(["ar", "en", "fr"], Packs().Select(pack => Path.GetFileNameWithoutExtension(pack).Split('-')[^1]).Order(StringComparer.Ordinal));
        Assert.All(Packs(), pack => Assert.EndsWith("</html>", File.ReadAllText(pack).TrimEnd(), StringComparison.Ordinal));
        Assert.Contains("dir=\"rtl\"", File.ReadAllText(Packs().Single(pack => pack.EndsWith("-ar.html", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_quarter_of_an_hour_comes_a_new_one_and_the_last_three_are_kept_until_the_run_is_over()
    {
        Directory.CreateDirectory(Stick);
        await File.WriteAllTextAsync(Path.Combine(Stick, "theirs.html"), "theirs", TestContext.Current.CancellationToken);
        await using var app = await StartAsync();
        var run = await RehearsalAsync(app);
        await UntilAsync(() => Stamps().Count == 1);
        List<string> seen = [.. Stamps()];
        for (var quarter = 0; quarter < 4; quarter++)
        {
            clock.Move(PackFiles.Interval);
            await UntilAsync(() => Packs().Length == 3 * Math.Min(3, seen.Count + 1) && Stamps().Count == Math.Min(3, seen.Count + 1) && !seen.Contains(Stamps()[^1]));
            seen.Add(Stamps()[^1]);
        }
        Assert.Equal(seen[^3..], Stamps());
        Assert.True(File.Exists(Path.Combine(Stick, "theirs.html")));

        // By now the shift is over.
        using var administrator = await app.ClientAsync("administrator");
        await administrator.ActAsync(run, new { act = "cancel", reason = "Enough" }).AcceptedAsync();
        clock.Move(PackFiles.Interval);
        // Whatever is looked for in the next seconds, a run that is over is not among it.
        var second = await RehearsalAsync(app);
        await UntilAsync(() => Directory.GetFiles(Stick, "slipway-pack-drill-2-*").Length == 3);
        Assert.Equal(seen[^3..], Stamps());
        Assert.NotEqual(run, second);
    }

    [Fact]
    public async Task A_disk_that_is_missing_is_told_of_and_found_a_minute_after_it_came()
    {
        await using var app = await StartAsync();
        await RehearsalAsync(app);
        // Twice: what failed is tried again, and nothing is made where the stick was to be.
        clock.Move(PackFiles.RetryAfter);
        Assert.False(Directory.Exists(Stick));
        Directory.CreateDirectory(Stick);
        clock.Move(PackFiles.RetryAfter);
        await UntilAsync(() => Packs().Length == 3);
    }

    [Fact]
    public async Task Managers_who_want_it_get_it_by_mail_in_their_language()
    {
        await using var launch = await ToldLaunch.StartAsync(DatabaseKind.Sqlite, packsEvery: 60);
        await launch.RehearsalAsync("on");
        var mail = await launch.Mail.MailAsync(mail => mail.To == "daher@example.org" && mail.Raw.Contains("slipway-pack-drill-1-en.html", StringComparison.Ordinal));
        Assert.Contains("multipart/mixed", mail.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains("Offline pack", mail.Header("Subject"), StringComparison.Ordinal);
        Assert.Contains("Who leads", MimeKit.MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Raw)), default).Attachments.OfType<MimeKit.TextPart>().Single().Text, StringComparison.Ordinal);
        // Nobody else leads in the drill; and in the same hour nobody gets it twice.
        launch.Clock.MoveMinutes(60);
        await launch.Mail.MailAsync(_ => launch.Mail.Mails.Count(HasPack) == 2);
        Assert.All(launch.Mail.Mails.Where(HasPack), one => Assert.Equal("daher@example.org", one.To));
    }

    private static bool HasPack(SunkMail mail) => mail.Raw.Contains("slipway-pack-", StringComparison.Ordinal);

    private Task<SlipwayApp> StartAsync() => SlipwayApp.StartAsync(
        settings => settings with { LaunchFolder = Repository.At("examples/drill"), Mirror = Stick }, services => services.AddSingleton<IClock>(clock));

    private static async Task<Guid> RehearsalAsync(SlipwayApp app)
    {
        using var manager = await app.ClientAsync("it-operations", "daher", "drill");
        var answer = await manager.PostAsJsonAsync("/api/v1/launches/drill/runs", new { mode = "rehearsal", speed = 1 });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.JsonAsync()).GetProperty("id").GetGuid();
    }

    private string[] Packs() => Directory.GetFiles(Stick, "slipway-pack-*.html");

    private List<string> Stamps() => [.. Directory.GetFiles(Stick, "slipway-pack-drill-1-*.html").Select(pack => Path.GetFileName(pack).Split('-')[4]).Distinct().Order(StringComparer.Ordinal)];

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!holds())
            await Task.Delay(20, patience.Token);
    }

    public void Dispose() => folder.Dispose();
}
