using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Features.Cutover;
using Slipway.Features.Cutover.Automation;
using Slipway.Features.Cutover.Notices;
using Slipway.Platform.Notices;
using Slipway.Platform.Secrets;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;
using Slipway.Tests.Features.Cutover.Notices;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Features.Cutover.Automation;

/// <summary>A task that tells people something, to a real mail server, an SMS gateway and a webhook.</summary>
public abstract class NotifyWorkerTests(DatabaseKind kind)
{
    private const string Message = """to: [asha, night], addresses: [office@example.org], webhooks: true, subject: { en: Moved, fr: Parti }, text: { en: "It is open: ${service}", fr: "C’est ouvert : ${service}" }""";

    [Fact]
    public async Task Everybody_is_told_in_his_language_by_what_he_has_and_the_journal_says_who()
    {
        await using var told = await StartAsync(Message);
        var run = await RunAsync(told, "on");
        var task = await EndAsync(told, run);

        Assert.Equal("done", task.GetProperty("state").GetString());
        var said = await SaidAsync(told, run, "work-succeeded");
        Assert.Equal("6/6 · told: asha (email, sms), bilan (email), celia (sms), office@example.org (email), 127.0.0.1 (webhook)", said);
        Assert.Equal(["asha@example.org", "bilan@example.org", "office@example.org"], Mails(told).Select(mail => mail.To).Order());
        var asha = await told.Mail.MailAsync(mail => mail.To == "asha@example.org" && IsMessage(mail.Body));
        Assert.Equal(("Rehearsal. Moved", "en", "Rehearsal. It is open: https://service.example.org"), (asha.Header("Subject"), asha.Header("Content-Language"), asha.Body.Trim()));
        var bilan = await told.Mail.MailAsync(mail => mail.To == "bilan@example.org" && IsMessage(mail.Body));
        Assert.Equal(("fr", "Répétition. C’est ouvert : https://service.example.org"), (bilan.Header("Content-Language"), bilan.Body.Trim()));
        // She speaks what the message is not written in.
        Assert.Contains(Texts(told), request => request.Body.Contains("+253 77 00 00 03", StringComparison.Ordinal) && request.Body.Contains("It is open", StringComparison.Ordinal));
        Assert.Equal(2, Texts(told).Count);
        var hook = Assert.Single(Hooks(told));
        Assert.Equal("notice.message", JsonElement.Parse(hook.Body).GetProperty("type").GetString());
        Assert.Equal(StandardWebhook.Sign(StandardWebhook.Key(ToldLaunch.WebhookSecret)!, hook.Headers["webhook-id"], long.Parse(hook.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture), hook.Body), hook.Headers["webhook-signature"]);
        using var client = await ClientAsync(told);
        Assert.Contains("progress: 6/6", await client.GetStringAsync("/launches/acting/room/1/tasks/tell"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_with_what_the_provider_said_when_one_was_given_up_and_a_further_try_sends_only_that()
    {
        await using var told = await StartAsync(Message, "retry: { times: 1, wait: 1s }");
        var refusals = 0;
        told.Mail.AnswerTo = to => to == "bilan@example.org" && ++refusals <= 2 ? "550 no such mailbox" : "250 ok";
        var first = await RunAsync(told, "on");
        Assert.Equal("failed", (await EndAsync(told, first)).GetProperty("state").GetString());
        Assert.Equal("5/6 · not told: bilan (email): 550 no such mailbox · told: asha (email, sms), celia (sms), office@example.org (email), 127.0.0.1 (webhook)", await SaidAsync(told, first, "work-failed"));
        Assert.Equal(2, refusals);
        Assert.Equal(2, Mails(told).Count);

        // Refused once more, and then taken: nobody else hears it twice.
        refusals = 1;
        var second = await RunAsync(told, "on");
        Assert.Equal("done", (await EndAsync(told, second)).GetProperty("state").GetString());
        Assert.Equal(2 + 3, Mails(told).Count);
        Assert.Equal(2 * 2, Texts(told).Count);
    }

    [Fact]
    public async Task A_rehearsal_that_tells_nobody_says_so_and_one_that_tries_it_tells_the_test_addresses()
    {
        await using var told = await StartAsync(Message);
        var off = await RunAsync(told, "off");
        Assert.Equal("done", (await EndAsync(told, off)).GetProperty("state").GetString());
        Assert.Equal("Nothing was sent: this rehearsal tells nobody anything.", await SaidAsync(told, off, "work-succeeded"));
        Assert.Empty(told.Mail.Mails);

        var test = await RunAsync(told, "test");
        Assert.Equal("done", (await EndAsync(told, test)).GetProperty("state").GetString());
        Assert.Equal(4, Mails(told).Count);
        Assert.All(Mails(told), mail => Assert.Equal("tests@example.org", mail.To));
        Assert.Contains(Mails(told), mail => mail.Body.Contains("Pour Bilan", StringComparison.Ordinal));
        Assert.All(Texts(told), request => Assert.Contains("+253 77 99 99 99", request.Body, StringComparison.Ordinal));
        Assert.Empty(told.Hook.Requests);
    }

    [Fact]
    public async Task What_was_not_sent_when_its_time_is_over_is_withdrawn()
    {
        await using var told = await StartAsync(Message, "timeout: 3s");
        told.Mail.AnswerTo = to => to == "bilan@example.org" ? "451 come back later" : "250 ok";
        var run = await RunAsync(told, "on");
        Assert.Equal("failed", (await EndAsync(told, run)).GetProperty("state").GetString());
        Assert.StartsWith("stopped · 5/6 · not told: bilan (email): 451 come back later · withdrawn · told:", await SaidAsync(told, run, "work-failed"), StringComparison.Ordinal);

        told.Mail.AnswerTo = _ => "250 ok";
        using var client = await ClientAsync(told);
        var notices = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}/notices")).GetProperty("items").EnumerateArray().Where(notice => notice.GetProperty("kind").GetString() == "message").ToList();
        var withdrawn = Assert.Single(notices, notice => notice.GetProperty("state").GetString() == "undelivered");
        Assert.False(withdrawn.TryGetProperty("nextTry", out var next) && next.ValueKind != JsonValueKind.Null);
        // Whoever leads may still send it.
        (await client.PostAsync($"/api/v1/runs/{run}/notices/{withdrawn.GetProperty("id").GetGuid()}/send", null)).EnsureSuccessStatusCode();
        await told.Mail.MailAsync(mail => mail.To == "bilan@example.org" && mail.Body.Contains("ouvert", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Done_again_with_the_same_key_it_tells_nobody_twice_and_with_another_it_does()
    {
        await using var told = await StartAsync(Message);
        var id = await RunAsync(told, "on");
        await EndAsync(told, id);
        var run = (await told.App.Services.GetRequiredService<RunStore>().LoadAsync(id, default))!;
        var work = run.State.Tasks["tell"].Work!;
        var again = await AgainAsync(told, run, work.Key);
        Assert.Equal(WorkOutcome.Succeeded, again.Outcome);
        Assert.StartsWith("6/6", again.Said, StringComparison.Ordinal);
        Assert.Equal((3, 2, 1), (Mails(told).Count, Texts(told).Count, Hooks(told).Count));
        await AgainAsync(told, run, work.Key + "x");
        Assert.Equal((6, 4, 2), (Mails(told).Count, Texts(told).Count, Hooks(told).Count));
    }

    [Fact]
    public async Task A_secret_that_came_into_it_by_a_value_is_not_sent()
    {
        await using var told = await StartAsync(Message);
        var id = await RunAsync(told, "on");
        await EndAsync(told, id);
        var run = (await told.App.Services.GetRequiredService<RunStore>().LoadAsync(id, default))!;
        await Assert.ThrowsAsync<UnfilledSettingException>(() => AgainAsync(told, run, "other", $"env:{ToldLaunch.SmsSecret}"));
        Assert.DoesNotContain(Mails(told), mail => mail.Body.Contains("gateway-secret", StringComparison.Ordinal));
        Assert.Equal(3, Mails(told).Count);
    }

    /// <summary>The messages; people are told besides whose turn it is, and that something failed.</summary>
    private static List<SunkMail> Mails(ToldLaunch told) => [.. told.Mail.Mails.Where(mail => IsMessage(mail.Body))];

    private static List<SunkRequest> Texts(ToldLaunch told) => [.. told.Sms.Requests.Where(request => IsMessage(request.Body))];

    private static List<SunkRequest> Hooks(ToldLaunch told) => [.. told.Hook.Requests.Where(request => request.Body.Contains("notice.message", StringComparison.Ordinal))];

    private static bool IsMessage(string text) => text.Contains("open:", StringComparison.Ordinal) || text.Contains("ouvert", StringComparison.Ordinal);

    private static Task<WorkEnd> AgainAsync(ToldLaunch told, Run run, string key, string service = "https://service.example.org")
    {
        var context = new WorkContext(key, new Dictionary<string, string> { ["task"] = "tell" }, new Dictionary<string, string> { ["service"] = service }, new WorkOutput()) { Run = run };
        return told.App.Services.GetServices<IWorker>().OfType<NotifyWorker>().Single().DoAsync(run.State.Plan.Task("tell")!.Work!.With, context, TestContext.Current.CancellationToken);
    }

    private async Task<ToldLaunch> StartAsync(string with, string more = "hold: false")
    {
        using var launch = new ActingLaunch();
        launch.Write($"- {{ id: tell, kind: notify, title: Tell everybody, phase: launch, workstream: data, owner: asha, takes: 10s/1m/2m, undo: none, onCrash: safe, {more}, with: {{ {with} }} }}\n- {{ id: by-hand, title: By hand, phase: launch, workstream: data, owner: asha, takes: 1m/2m/3m, undo: none, after: [tell] }}", environments: "rehearsal: { service: \"https://service.example.org\" }");
        var file = Path.Combine(launch.LaunchFolder, "launch.yaml");
        var text = await File.ReadAllTextAsync(file);
        text = text.Replace("languages: [en]", "languages: [en, fr, ar]", StringComparison.Ordinal)
            .Replace("deputy: bilan,", "deputy: bilan, email: asha@example.org,", StringComparison.Ordinal)
            .Replace("deputy: asha, phone: \"+253 77 00 00 02\" }", "deputy: asha, email: bilan@example.org, language: fr }\n  - { id: celia, name: Celia, roles: [observer], deputy: asha, phone: \"+253 77 00 00 03\", language: ar }\nteams:\n  - { id: night, members: [asha, bilan, celia] }", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text);
        return await ToldLaunch.StartAsync(kind, folder: launch.LaunchFolder);
    }

    private static Task<HttpClient> ClientAsync(ToldLaunch told) => told.App.ClientAsync("administrator");

    private static async Task<Guid> RunAsync(ToldLaunch told, string notices)
    {
        using var client = await ClientAsync(told);
        await ActingLaunch.ApproveAsync(client);
        return await ActingLaunch.StartAsync(client, new { mode = "rehearsal", automation = "acts", speed = 1, notices });
    }

    /// <summary>The task as the API tells it when it has ended.</summary>
    private static async Task<JsonElement> EndAsync(ToldLaunch told, Guid run)
    {
        using var client = await ClientAsync(told);
        return (await ActingLaunch.UntilAsync(client, run, tasks => tasks["tell"].GetProperty("state").GetString() is "done" or "failed" or "unknown", TimeSpan.FromMinutes(1)))["tell"];
    }

    /// <summary>What the journal says of the end.</summary>
    private static async Task<string> SaidAsync(ToldLaunch told, Guid run, string type)
    {
        using var client = await ClientAsync(told);
        var journal = await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}/journal?after=0");
        var data = journal.GetProperty("entries").EnumerateArray().Last(entry => entry.GetProperty("type").GetString() == type).GetProperty("data");
        return data.GetProperty(type == "work-failed" ? "reason" : "said").GetString()!;
    }
}

public sealed class NotifyWorkerTestsOnSqlite() : NotifyWorkerTests(DatabaseKind.Sqlite);

public sealed class NotifyWorkerTestsOnPostgres() : NotifyWorkerTests(DatabaseKind.Postgres);

/// <summary>What a server lacks for a message, said before a run begins and before anybody is told anything.</summary>
public sealed class MessageReachTests
{
    private static readonly NotifySettings Message = new() { To = ["asha", "bilan"], Addresses = ["+253 77 00 00 40"], Webhooks = true, Text = LocalizedText.Of("Open") };

    private static readonly NoticeSettings ByEmail = new(new Uri("https://slipway.example.org"), new("127.0.0.1", 25, EmailSecurity.None, null, null, "s@example.org"), null, [], null, 5);

    [Fact]
    public void Says_how_to_start_a_server_that_tells_nobody_anything() =>
        Assert.Equal(["This server tells nobody anything; start it with --notices FILE."], Unreachable(null, NoticeMode.On));

    [Fact]
    public void Names_each_whom_no_channel_of_the_server_reaches() => Assert.Equal(
        [
            "No channel of this server reaches bilan; add sms to its file of notices, or an address of bilan to launch.yaml.",
            "No channel of this server reaches +253 77 00 00 40; add sms to its file of notices.",
            "The server's file of notices names no webhooks; add webhooks.",
        ],
        Unreachable(ByEmail, NoticeMode.On));

    [Fact]
    public void Asks_for_test_addresses_where_it_is_only_tried() =>
        Assert.Contains("No channel of this server reaches asha; add tests to its file of notices.", Unreachable(ByEmail, NoticeMode.Test));

    [Fact]
    public async Task A_run_that_would_tell_people_does_not_begin_on_a_server_that_cannot()
    {
        using var launch = new ActingLaunch();
        launch.Write("- { id: tell, kind: notify, title: Tell, phase: launch, workstream: data, owner: asha, takes: 10s/1m/2m, undo: none, with: { to: [asha], text: Open } }", environments: "rehearsal: {}");
        await using var app = await SlipwayApp.StartAsync(settings => settings with { LaunchFolder = launch.LaunchFolder });
        using var client = await app.ClientAsync("administrator");
        await ActingLaunch.ApproveAsync(client);
        var answer = await client.PostAsJsonAsync("/api/v1/launches/acting/runs", new { mode = "rehearsal", automation = "acts", speed = 1, notices = "on" });
        Assert.Contains("tell: This server tells nobody anything; start it with --notices FILE.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await ActingLaunch.StartAsync(client);
    }

    private static IEnumerable<string> Unreachable(NoticeSettings? settings, NoticeMode mode) => MessageLetters.Unreachable(
        settings, mode, Message, name => [new Person(name, name, [], null, name == "asha" ? "asha@example.org" : null, "+253 77 00 00 02", null)], text => text);
}
