using Slipway.Planning.Automation;
using Slipway.Platform;
using Slipway.Platform.Notices;
using Slipway.Testing;

namespace Slipway.Tests.Platform.Notices;

public sealed class NoticeSettingsReaderTests
{
    [Fact]
    public void Reads_everything()
    {
        var settings = Read("""
            site: https://slipway.example.org
            email: { server: mail.example.org, security: tls, user: slipway, password: env:SMTP_PASSWORD, from: "Slipway <slipway@example.org>" }
            sms:
              url: https://gateway.example.org/send
              headers: { Authorization: "Bearer ${env:SMS_TOKEN}" }
              body: '{"to":"${to}","text":"${text}"}'
              accepted: { status: [200, 202], contains: queued }
              answers: { secret: file:/run/secrets/sms, header: X-Key, from: msisdn }
            webhooks:
              - { url: "https://chat.example.org/hook", secret: env:HOOK }
            tests: { email: tests@example.org, phone: "+253 77 99 99 99" }
            tries: 3
            """);
        Assert.Equal(new EmailSettings("mail.example.org", 465, EmailSecurity.Tls, "slipway", new Placeholder(PlaceholderKind.Variable, "SMTP_PASSWORD"), "Slipway <slipway@example.org>"), settings.Email);
        Assert.Equal(("POST", "application/json", "queued"), (settings.Sms!.Method, settings.Sms.Type, settings.Sms.Contains));
        Assert.Equal([200, 202], settings.Sms.Statuses);
        Assert.Equal(new SmsAnswerSettings(new Placeholder(PlaceholderKind.File, "/run/secrets/sms"), "X-Key", "msisdn", "text", "id"), settings.Sms.Answers);
        Assert.Equal(new WebhookSettings(new Uri("https://chat.example.org/hook"), new Placeholder(PlaceholderKind.Variable, "HOOK")), Assert.Single(settings.Webhooks));
        Assert.Equal((new TestAddresses("tests@example.org", "+253 77 99 99 99"), 3), (settings.Tests, settings.MostTries));
    }

    [Fact]
    public void Reads_the_file_of_the_operators_page()
    {
        var page = File.ReadAllText(Repository.At("docs/operators/notices.md")).ReplaceLineEndings("\n");
        const string begin = "```yaml\n";
        var from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        Assert.Equal(12, Read(page[from..page.IndexOf("```", from, StringComparison.Ordinal)]).MostTries);
    }

    [Theory]
    [InlineData("email: { server: mail, from: a@b }", ":1:1: site is missing; write site: https://slipway.example.org.")]
    [InlineData("site: https://a.example\nmail: { }", ":2:1: there is no setting mail here; there are site, email, sms, webhooks, tests, tries.")]
    [InlineData("site: https://a.example", ":1:7: it names no way to tell anybody; add email, sms or webhooks.")]
    [InlineData("site: a.example\nemail: { server: mail, from: a@b }", ":1:7: site must be an address with http or https; write site: https://slipway.example.org.")]
    [InlineData("site: https://a.example\nemail: { server: mail, from: a@b, port: 99999 }", ":2:41: port must be a whole number from 1 to 65535.")]
    [InlineData("site: https://a.example\nemail: { server: mail, from: a@b, security: maybe }", ":2:45: security cannot be maybe; write one of starttls, tls, none.")]
    [InlineData("site: https://a.example\nemail: { server: mail, from: a@b, user: u, password: hunter2 }", ":2:54: password is a secret, and secrets are not written into this file; write password: env:NAME or password: file:/path.")]
    [InlineData("site: https://a.example\nsms: { url: https://g.example, body: 'x' }", ":2:38: the gateway must learn whom to tell what; put ${to} and ${text} into body or url.")]
    [InlineData("site: https://a.example\nsms: { url: https://g.example, body: '${to} ${text} ${who}' }", ":2:38: nothing says what ${who} stands for; there are ${to}, ${text}, ${id}, ${env:NAME} and ${file:/path}.")]
    [InlineData("site: https://a.example\nsms:\n  url: https://g.example\n  body: '${to} ${text}'\n  headers: { X-Api-Key: abc }", ":5:12: X-Api-Key holds a secret, and secrets are not written into this file; write X-Api-Key: ${env:NAME}.")]
    [InlineData("site: [", ":1:")]
    [InlineData("- a", ":1:1: it holds no settings; begin with site: https://…, the address of this server.")]
    public void Says_where_it_is_wrong_and_what_to_do(string yaml, string problem)
    {
        var refused = Assert.Throws<UnusableInputException>(() => Read(yaml));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_everything_that_is_wrong_at_once() =>
        Assert.Equal(3, Assert.Throws<UnusableInputException>(() => Read("site: a\nemail: { port: x, from: a@b }")).Message.Split('\n').Length);

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        Assert.Contains("cannot be read", Assert.Throws<UnusableInputException>(() => NoticeSettingsReader.Read("no-such-file.yaml")).Message, StringComparison.Ordinal);

    private static NoticeSettings Read(string yaml)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("notices.yaml");
        File.WriteAllText(file, yaml);
        return NoticeSettingsReader.Read(file);
    }
}
