using System.CommandLine;
using NodaTime;
using Slipway.Platform.Cli;

namespace Slipway.Platform.Notices;

/// <summary><c>slipway notices …</c>: proves the settings before the night.</summary>
public static class NoticeCommands
{
    public static Option<string?> File() => new("--notices") { Description = "The file that says how people are told: e-mail, SMS, webhooks. Without it nobody is.", HelpName = "FILE" };

    public static void AddTo(Command root)
    {
        var notices = new Command("notices", "How people are told what they have to do.");
        notices.Add(Test());
        root.Add(notices);
    }

    private static ExampleCommand Test()
    {
        var file = File();
        file.Required = true;
        var to = new Option<string>("--to") { Description = "An e-mail address, a telephone number that begins with +, or the address of one of the file's webhooks.", HelpName = "ADDRESS", Required = true };
        var command = new ExampleCommand("test", "Sends one message to prove the settings; exit code 1 if it is not taken.",
            "slipway notices test --notices notices.yaml --to me@example.org", "slipway notices test --notices notices.yaml --to \"+253 77 00 00 01\"")
        {
            file, to,
        };
        command.SetAction(async (parsed, cancellation) => await SendAsync(NoticeSettingsReader.Read(parsed.GetValue(file)!), parsed.GetValue(to)!.Trim(), cancellation));
        return command;
    }

    private static async Task<int> SendAsync(NoticeSettings settings, string to, CancellationToken cancellation)
    {
        var channel = to.StartsWith("http", StringComparison.Ordinal) ? NoticeChannel.Webhook : to.Contains('@', StringComparison.Ordinal) ? NoticeChannel.Email : NoticeChannel.Sms;
        await using var sender = Open(settings, channel, to);
        var now = SystemClock.Instance.GetCurrentInstant();
        var end = await sender.SendAsync(new NoticeRecord
        {
            Id = Guid.CreateVersion7(),
            Key = $"test {Guid.NewGuid():N}",
            Channel = channel,
            Address = to,
            About = "test",
            Kind = "test",
            Launch = "",
            Language = "en",
            Subject = "Slipway: a test",
            Text = "Slipway can reach you here. Nothing has to be done.",
            Link = settings.Site.AbsoluteUri,
            Created = now,
            Due = now,
        }, cancellation);
        if (end.Outcome == SendOutcome.Sent)
            Console.WriteLine($"Sent to {to}: {end.Said}");
        else
            Console.Error.WriteLine($"slipway: it was not taken: {end.Said}");
        return end.Outcome == SendOutcome.Sent ? ExitCodes.Good : ExitCodes.NotGood;
    }

    private static Sender Open(NoticeSettings settings, NoticeChannel channel, string to) => channel switch
    {
        NoticeChannel.Email => new EmailSender(settings.Email ?? throw new UnusableInputException("The file names no e-mail server; add email."), [], SystemClock.Instance),
        NoticeChannel.Sms => new SmsSender(settings.Sms ?? throw new UnusableInputException("The file names no SMS gateway; add sms.")),
        _ => settings.Webhooks.Any(webhook => webhook.Url.AbsoluteUri == to)
            ? new WebhookSender(settings.Webhooks, SystemClock.Instance)
            : throw new UnusableInputException($"The file names no webhook {to}; add it, or write one of {string.Join(", ", settings.Webhooks.Select(webhook => webhook.Url.AbsoluteUri))}."),
    };
}
