using System.Diagnostics;
using System.Text.Json;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Features.Cutover.Notices;

/// <summary>An act followed to the mail server, the SMS gateway and the webhook.</summary>
public abstract class RunNoticesTests(DatabaseKind kind)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Whose_turn_it_is_hears_it_within_ten_seconds_of_the_act_by_mail_SMS_and_webhook()
    {
        await using var launch = await ToldLaunch.StartAsync(kind);
        var run = await launch.RehearsalAsync("on");
        using var daher = await launch.AsAsync("daher");
        await launch.Mail.MailAsync(mail => mail.To == "daher@example.org");

        await daher.ActAsync(run, new { act = "start", task = "roll-call" }).AcceptedAsync();
        await daher.ActAsync(run, new { act = "finish", task = "roll-call" }).AcceptedAsync();
        var since = Stopwatch.StartNew();
        var mail = await launch.Mail.MailAsync(mail => mail.To == "daher@example.org" && mail.Body.Contains("Your turn: Print", StringComparison.Ordinal));
        var sms = await launch.Sms.RequestAsync(request => request.Body.Contains("Your turn: Print", StringComparison.Ordinal) && request.Body.Contains("+253 77 00 00 72", StringComparison.Ordinal));
        var hook = await launch.Hook.RequestAsync(request => request.Body.Contains("\"notice.turn\"", StringComparison.Ordinal) && request.Body.Contains("Print", StringComparison.Ordinal));

        Assert.True(since.Elapsed < Soon, $"{since.Elapsed}");
        Assert.Contains("https://slipway.example.org/t/", mail.Body, StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Equal("gateway-secret", sms.Headers["X-Key"]);
        Assert.DoesNotContain("/t/", JsonElement.Parse(hook.Body).GetProperty("data").GetProperty("link").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_hears_anything_of_a_rehearsal_unless_asked()
    {
        await using var launch = await ToldLaunch.StartAsync(kind);
        await launch.RehearsalAsync(null);
        var run = await launch.RehearsalAsync("test");
        // What is sent later was due at the same moment.
        var mail = await launch.Mail.MailAsync(_ => true);
        Assert.Equal("tests@example.org", mail.To);
        Assert.Contains("For ", mail.Body, StringComparison.Ordinal);
        Assert.All(launch.Mail.Mails, one => Assert.Equal("tests@example.org", one.To));
        Assert.NotEqual(Guid.Empty, run);
        Assert.Empty(launch.Hook.Requests);
    }
}

public sealed class RunNoticesOnSqliteTests() : RunNoticesTests(DatabaseKind.Sqlite);

public sealed class RunNoticesOnPostgresTests() : RunNoticesTests(DatabaseKind.Postgres);
