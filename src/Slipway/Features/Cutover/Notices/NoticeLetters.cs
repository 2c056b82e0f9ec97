using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Localisation;
using Slipway.Platform.Notices;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Notices;

/// <summary>Makes the messages of what somebody has to be told: to each of his addresses, in his language, with his link.</summary>
public sealed class NoticeLetters(TaskLinks links, TextCatalog catalog, IClock clock)
{
    /// <param name="settings">By which channels, and where what is only tried goes.</param>
    /// <param name="run">The run.</param>
    /// <param name="due">What is due in it.</param>
    /// <param name="now">What the run's clock shows.</param>
    public IEnumerable<NoticeRecord> Of(NoticeSettings settings, Run run, DueNotice due, Instant now)
    {
        var launch = run.State.Plan.Launch;
        if (launch.Person(due.Person) is not { } person)
            yield break;
        var tests = run.State.Notices == NoticeMode.Test;
        var texts = catalog.In(person.Language ?? launch.Languages[0]);
        var words = new NoticeWords(texts, run, now);
        var said = words.Around(words.Say(due), tests ? person.Name : null);
        var page = new Uri(settings.Site, NoticeLinks.Page(run, due));
        var link = NoticeLinks.OpensTask(due.Kind) ? new Uri(settings.Site, NoticeLinks.Task(links.Sign(run, due.Task!, person.Id))) : page;
        if (settings.Email is not null && (tests ? settings.Tests?.Email : person.Email) is { Length: > 0 } email)
            yield return Letter(NoticeChannel.Email, email, said, link);
        // A digest is read in peace, where there is a place for it.
        if (settings.Sms is { } sms && (tests ? settings.Tests?.Phone : person.Phone) is { Length: > 0 } phone && (due.Kind != NoticeKind.Digest || person.Email is null))
            yield return Letter(NoticeChannel.Sms, phone, PlainLetters(sms.Answers is not null && !tests && MayAnswer(run, due) is { } hint ? $"{said} {texts[hint]}" : said), link);
        // Programs get no link that opens something: they show it to everybody.
        foreach (var webhook in tests ? [] : settings.Webhooks)
            yield return Letter(NoticeChannel.Webhook, webhook.Url.AbsoluteUri, said, page);

        NoticeRecord Letter(NoticeChannel channel, string address, string text, Uri to) => new()
        {
            Id = Guid.CreateVersion7(),
            Key = KeyOf(run, due, channel, channel == NoticeChannel.Webhook ? address : ""),
            Channel = channel,
            Address = address,
            About = run.Record.Stream,
            Kind = Kebab.Of(due.Kind),
            Launch = launch.Id,
            Person = person.Id,
            Language = texts.Language,
            Subject = text,
            Text = text,
            Link = to.AbsoluteUri,
            Created = clock.Now(),
            Due = clock.Now(),
            NextTry = clock.Now(),
        };
    }

    /// <summary>What typography adds is not in an SMS's alphabet, and with one such letter a message costs two.</summary>
    internal static string PlainLetters(string text) =>
        text.Replace('\u00A0', ' ').Replace('\u202F', ' ').Replace('’', '\'').Replace('–', '-').Replace("…", "...", StringComparison.Ordinal);

    private static string? MayAnswer(Run run, DueNotice due) => due.Kind switch
    {
        NoticeKind.Turn or NoticeKind.Escalated => "notices.answer-start",
        NoticeKind.Late => run.State.Tasks[due.Task!].Stored == TaskState.InProgress ? "notices.answer-finish" : "notices.answer-start",
        _ => null,
    };

    /// <summary>What tells one message from another: run, occasion, person and channel. Ids may be long, and a key may not.</summary>
    private static string KeyOf(Run run, DueNotice due, NoticeChannel channel, string address) =>
        $"{run.Id:N} {Kebab.Of(due.Kind)} {channel} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{due.Task}\n{due.Person}\n{due.Occasion}\n{address}")).AsSpan(0, 16))}";
}
