using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.Platform.Notices;
using Slipway.Testing;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Features.Cutover.Notices;

/// <summary>An act followed to the mail server, the SMS gateway and the webhook.</summary>
public abstract partial class RunNoticesTests(DatabaseKind kind)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Whose_turn_it_is_hears_it_within_ten_seconds_of_the_act_by_mail_SMS_and_webhook()
    {
        await using var launch = await ToldLaunch.StartAsync(kind);
        var run = await PastRollCallAsync(launch);
        var since = Stopwatch.StartNew();
        var mail = await launch.Mail.MailAsync(mail => mail.To == "daher@example.org" && mail.Body.Contains("Your turn: Print", StringComparison.Ordinal));
        var sms = await launch.Sms.RequestAsync(request => request.Body.Contains("Your turn: Print", StringComparison.Ordinal) && request.Body.Contains("+253 77 00 00 72", StringComparison.Ordinal));
        var hook = await launch.Hook.RequestAsync(request => request.Body.Contains("\"notice.turn\"", StringComparison.Ordinal) && request.Body.Contains("Print", StringComparison.Ordinal));

        Assert.True(since.Elapsed < Soon, $"{since.Elapsed}");
        Assert.Contains("https://slipway.example.org/t/", mail.Body, StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Equal("gateway-secret", sms.Headers["X-Key"]);
        // One SMS has 160 letters.
        Assert.True(JsonElement.Parse(sms.Body).GetProperty("text").GetString()!.Length <= 160, sms.Body);
        // Programs show what they get to everybody.
        Assert.DoesNotContain("/t/", JsonElement.Parse(hook.Body).GetProperty("data").GetProperty("link").GetString(), StringComparison.Ordinal);
        var signed = StandardWebhook.Sign(StandardWebhook.Key(ToldLaunch.WebhookSecret)!, hook.Headers["webhook-id"], long.Parse(hook.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture), hook.Body);
        Assert.Equal(signed, hook.Headers["webhook-signature"]);
        // Each in the language of the plan.
        await launch.Mail.MailAsync(mail => mail.To == "moreau@example.org" && mail.Body.Contains("À vous", StringComparison.Ordinal) && mail.Body.Contains("Rédiger", StringComparison.Ordinal));
        // What would make two messages of one is not in an SMS.
        Assert.All((await launch.Sms.RequestAsync(request => request.Body.Contains("vous", StringComparison.Ordinal))).Body, letter => Assert.DoesNotContain(letter, "’\u00A0\u202F"));
        await launch.Mail.MailAsync(mail => mail.To == "guedi@example.org" && mail.Body.Contains("دورك الآن", StringComparison.Ordinal));
        Assert.NotEqual(Guid.Empty, run);
    }

    [Fact]
    public async Task Nobody_hears_anything_of_a_rehearsal_unless_asked_and_then_the_test_addresses_hear_for_whom_it_would_be()
    {
        await using var launch = await ToldLaunch.StartAsync(kind);
        await launch.RehearsalAsync(null);
        await launch.RehearsalAsync("test");
        // What the first would have sent was due before.
        var mail = await launch.Mail.MailAsync(_ => true);
        var sms = await launch.Sms.RequestAsync(_ => true);
        Assert.Contains("For B. Daher", mail.Body, StringComparison.Ordinal);
        Assert.Contains("+253 77 99 99 99", sms.Body, StringComparison.Ordinal);
        Assert.All(launch.Mail.Mails, one => Assert.Equal("tests@example.org", one.To));
        Assert.Empty(launch.Hook.Requests);
    }

    [Fact]
    public async Task What_nobody_takes_goes_to_the_deputy_and_then_to_whom_the_plan_names()
    {
        await using var launch = await ToldLaunch.StartAsync(kind);
        var run = await PastRollCallAsync(launch);
        await launch.Mail.MailAsync(IsTurn);
        // Planned two minutes after the first, and escalated after two.
        launch.Clock.MoveMinutes(4.1);
        await launch.Mail.MailAsync(mail => mail.To == "guedi@example.org" && mail.Body.Contains("B. Daher", StringComparison.Ordinal));
        Assert.DoesNotContain(launch.Mail.Mails, mail => mail.To == "warsame@example.org" && mail.Body.Contains("B. Daher", StringComparison.Ordinal));
        launch.Clock.MoveMinutes(2.1);
        var owner = await launch.Mail.MailAsync(mail => mail.To == "warsame@example.org" && mail.Body.Contains("n’a pas pris", StringComparison.Ordinal));
        Assert.Contains("+253 77 00 00 72", owner.Body, StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, run);
    }

    [Fact]
    public async Task Who_says_by_the_link_that_he_is_on_it_is_let_work()
    {
        await using var launch = await ToldLaunch.StartAsync(kind);
        var run = await PastRollCallAsync(launch);
        using var browser = new PlainBrowser(launch.App.Address);
        await browser.GoAsync(Link(await launch.Mail.MailAsync(IsTurn)));
        Assert.Equal((HttpStatusCode.OK, "Print the new notice"), (browser.Status, browser.Heading));
        // It opens this task and no other page.
        Assert.Contains("/sign-in", (await new PlainBrowser(launch.App.Address).GoAsync("/launches/drill/room")).Where.AbsolutePath, StringComparison.Ordinal);

        await browser.PressAsync("button[value=acknowledge]");
        Assert.Null(browser.Page.QuerySelector("button[value=acknowledge]"));
        launch.Clock.MoveMinutes(5);
        await browser.PressAsync("button[value=start]");
        Assert.NotNull(browser.Page.QuerySelector("button[value=finish]"));
        await browser.PressAsync("button[value=finish]");

        var acts = (await JournalAsync(launch, run)).Where(entry => entry.GetProperty("data").TryGetProperty("task", out var task) && task.GetString() == "print-notice").ToList();
        Assert.Equal(["task-acknowledged", "task-started", "task-finished"], acts.Select(entry => entry.GetProperty("type").GetString()!));
        Assert.All(acts, entry => Assert.Equal(("daher", "link"), (entry.GetProperty("actor").GetString(), entry.GetProperty("data").GetProperty("via").GetString())));
        Assert.DoesNotContain(launch.Mail.Mails, mail => mail.To == "warsame@example.org" && mail.Body.Contains("B. Daher", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_that_was_changed_or_is_too_old_opens_nothing()
    {
        await using var launch = await ToldLaunch.StartAsync(kind);
        await PastRollCallAsync(launch);
        var link = Link(await launch.Mail.MailAsync(IsTurn));
        using var browser = new PlainBrowser(launch.App.Address);
        var at = link.Length - 20;
        await browser.GoAsync(link[..at] + (link[at] == 'A' ? 'B' : 'A') + link[(at + 1)..]);
        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GoAsync("/t/nonsense")).Status);
        launch.Clock.MoveMinutes(13 * 60);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GoAsync(link)).Status);
    }

    [Fact]
    public async Task Answering_the_SMS_with_1_starts_and_then_ends_and_anything_else_is_answered_with_help()
    {
        await using var launch = await ToldLaunch.StartAsync(kind);
        var run = await PastRollCallAsync(launch);
        await launch.Sms.RequestAsync(request => request.Body.Contains("Answer 1 to start", StringComparison.Ordinal));
        using var gateway = launch.App.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await AnswerAsync(gateway, "a", "1", secret: "guessed")).StatusCode);
        Assert.Equal("ready", await StateAsync(launch, run, "print-notice"));

        await AnswerAsync(gateway, "a", "what?");
        await launch.Sms.RequestAsync(request => request.Body.Contains("Answer 1 for: Print", StringComparison.Ordinal));
        await AnswerAsync(gateway, "b", " 1 ");
        Assert.Equal("in-progress", await StateAsync(launch, run, "print-notice"));
        await launch.Sms.RequestAsync(request => request.Body.Contains("Started", StringComparison.Ordinal));
        // The gateway brings it again, or the telephone sent it twice: the work is not done by that.
        await AnswerAsync(gateway, "b", "1");
        await AnswerAsync(gateway, "c", "1");
        Assert.Equal("in-progress", await StateAsync(launch, run, "print-notice"));
        launch.Clock.MoveMinutes(1);
        await AnswerAsync(gateway, "d", "١");
        Assert.Equal("done", await StateAsync(launch, run, "print-notice"));
        var acts = (await JournalAsync(launch, run)).Where(entry => entry.GetProperty("data").TryGetProperty("task", out var task) && task.GetString() == "print-notice");
        Assert.All(acts, entry => Assert.Equal(("daher", "sms"), (entry.GetProperty("actor").GetString(), entry.GetProperty("data").GetProperty("via").GetString())));
        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(gateway, "e", "1", from: "+1 555 0100")).StatusCode);
    }

    [Fact]
    public async Task What_could_not_be_delivered_is_shown_to_whoever_leads_and_is_sent_again_when_he_says_so()
    {
        await using var launch = await ToldLaunch.StartAsync(kind);
        launch.Mail.AnswerTo = to => to == "daher@example.org" ? "550 no such mailbox" : "250 ok";
        var run = await PastRollCallAsync(launch);
        await launch.Mail.MailAsync(mail => mail.To == "moreau@example.org");
        using var daher = await launch.AsAsync("daher");
        var control = await UntilAsync(daher, "/launches/drill/room/1/control", "550 no such mailbox");
        launch.Mail.AnswerTo = _ => "250 ok";
        var form = SendAgain().Match(control);
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("notice", form.Groups[1].Value), KeyValuePair.Create("__RequestVerificationToken", Token().Match(control).Groups[1].Value)]);
        var answer = await daher.PostAsync("/launches/drill/room/1/control?handler=SendAgain", content);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect, $"{answer.StatusCode}");
        await launch.Mail.MailAsync(mail => mail.To == "daher@example.org");
        var told = await SentAsync(daher, run, form.Groups[1].Value);
        Assert.Equal([false, true], told.GetProperty("tries").EnumerateArray().Select(one => one.GetProperty("accepted").GetBoolean()));
        Assert.False(told.TryGetProperty("link", out _));
        using var guest = await launch.App.ClientAsync("observer", "haddad", "drill");
        await guest.GetAsync($"/api/v1/runs/{run}/notices").RefusedAsync(403, "only-leaders");
        Assert.DoesNotContain("550 no such mailbox", await guest.GetStringAsync("/launches/drill/room/1/control"), StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, run);
    }

    [Fact]
    public async Task What_was_not_taken_is_tried_again_under_the_same_id_and_told_once()
    {
        await using var launch = await ToldLaunch.StartAsync(kind);
        launch.Hook.Answer = count => count == 1 ? (500, "not now") : (204, "");
        await launch.RehearsalAsync("on");
        var first = await launch.Hook.RequestAsync(_ => true);
        launch.Clock.MoveMinutes(1);
        await launch.Hook.RequestAsync(request => !ReferenceEquals(request, first) && request.Headers["webhook-id"] == first.Headers["webhook-id"]);
    }

    [Fact]
    public async Task Everybody_has_a_calendar_of_his_own_under_a_signed_address()
    {
        await using var launch = await ToldLaunch.StartAsync(kind);
        await launch.RehearsalAsync(null);
        using var daher = await launch.AsAsync("daher");
        var address = Calendar().Match(await daher.GetStringAsync("/launches/drill/tasks/1")).Value;
        using var nobody = launch.App.Client();
        var answer = await nobody.GetAsync(address);
        var calendar = await answer.Content.ReadAsStringAsync();
        Assert.Equal("text/calendar", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("SUMMARY:Print the new notice\r\n", calendar, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Shift as cutover manager\r\n", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain("Photograph", calendar, StringComparison.Ordinal);
        Assert.All(calendar.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.GetAsync(address.Replace(".ics", "A.ics", StringComparison.Ordinal))).StatusCode);
    }

    [Fact]
    public async Task A_rehearsal_in_which_people_are_to_be_told_does_not_begin_where_nobody_can_be()
    {
        await using var on = await AppOnDatabase.StartAsync(kind);
        using var client = await on.App.ClientAsync("administrator");
        await client.PostAsJsonAsync("/api/v1/launches/usct/runs", new { mode = "rehearsal", notices = "on" }).RefusedAsync(422, "no-notices-here");
        await client.PostAsJsonAsync("/api/v1/launches/usct/runs", new { mode = "rehearsal", notices = "loud" }).RefusedAsync(422, "unknown-word");
    }

    private static bool IsTurn(SunkMail mail) => mail.To == "daher@example.org" && mail.Body.Contains("Your turn: Print", StringComparison.Ordinal);

    private static string Link(SunkMail mail) => new Uri(Address().Match(mail.Body).Value).AbsolutePath;

    /// <summary>A rehearsal in which the first task is done, and three others can start.</summary>
    private static async Task<Guid> PastRollCallAsync(ToldLaunch launch)
    {
        var run = await launch.RehearsalAsync("on");
        using var daher = await launch.AsAsync("daher");
        await daher.ActAsync(run, new { act = "start", task = "roll-call" }).AcceptedAsync();
        await daher.ActAsync(run, new { act = "finish", task = "roll-call" }).AcceptedAsync();
        return run;
    }

    private static async Task<List<JsonElement>> JournalAsync(ToldLaunch launch, Guid run)
    {
        using var client = await launch.AsAsync("daher");
        return [.. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}/journal")).GetProperty("entries").EnumerateArray()];
    }

    private static async Task<string> StateAsync(ToldLaunch launch, Guid run, string task)
    {
        using var client = await launch.AsAsync("daher");
        return (await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}")).GetProperty("tasks").EnumerateArray().Single(one => one.GetProperty("id").GetString() == task).GetProperty("state").GetString()!;
    }

    private static async Task<HttpResponseMessage> AnswerAsync(HttpClient gateway, string id, string text, string from = "0025377000072", string secret = "gateway-secret")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/sms") { Content = JsonContent.Create(new { id, from, text }) };
        request.Headers.Add("X-Gateway", secret);
        return await gateway.SendAsync(request);
    }

    /// <summary>A notice as the API tells it, as soon as it was sent.</summary>
    private static async Task<JsonElement> SentAsync(HttpClient client, Guid run, string notice)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var told = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}/notices", patience.Token)).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("id").GetString() == notice);
            if (told.GetProperty("state").GetString() == "sent")
                return told;
            await Task.Delay(100, patience.Token);
        }
    }

    private static async Task<string> UntilAsync(HttpClient client, string page, string words)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var shown = await client.GetStringAsync(page, patience.Token);
            if (shown.Contains(words, StringComparison.Ordinal))
                return shown;
            await Task.Delay(100, patience.Token);
        }
    }

    [GeneratedRegex(@"https://slipway\.example\.org/t/\S+")]
    private static partial Regex Address();

    [GeneratedRegex("""name="notice" value="([^"]+)""")]
    private static partial Regex SendAgain();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="([^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("/calendar/[A-Za-z0-9_-]+\\.ics")]
    private static partial Regex Calendar();
}

public sealed class RunNoticesOnSqliteTests() : RunNoticesTests(DatabaseKind.Sqlite);

public sealed class RunNoticesOnPostgresTests() : RunNoticesTests(DatabaseKind.Postgres);
