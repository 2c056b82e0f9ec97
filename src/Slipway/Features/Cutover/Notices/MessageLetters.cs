using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Localisation;
using Slipway.Platform.Notices;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Notices;

/// <summary>Makes the messages of a task that tells people something: to each of their addresses, in their language.</summary>
public sealed class MessageLetters(TextCatalog catalog, IClock clock)
{
    /// <summary>What programs know such messages by.</summary>
    private const string Kind = "message";

    /// <summary>The beginning of the keys of all messages that were sent under one idempotency key.</summary>
    public static string KeysOf(Run run, string key) => $"{run.Id:N} {Kind} {Digest(key)} ";

    /// <param name="settings">By which channels, and where what is only tried goes.</param>
    /// <param name="run">The run.</param>
    /// <param name="task">The task that tells them.</param>
    /// <param name="notify">What it tells whom.</param>
    /// <param name="key">The idempotency key: under it nobody is told twice.</param>
    /// <param name="fill">Fills in placeholders.</param>
    public IEnumerable<NoticeRecord> Of(NoticeSettings settings, Run run, PlanTask task, NotifySettings notify, string key, Func<string, string> fill)
    {
        var (state, launch) = (run.State, run.State.Plan.Launch);
        var now = state.NowAt(clock.GetCurrentInstant());
        foreach (var person in notify.To.SelectMany(name => Recipients.Of(state, name, now)).DistinctBy(person => person.Id))
        {
            foreach (var (channel, address) in NoticeWays.Of(settings, state.Notices, person.Email, person.Phone))
                yield return Letter(channel, address, person.Id, person.Name, person.Language ?? launch.Languages[0], person.Id);
        }
        foreach (var other in notify.Addresses.Select(fill).Distinct())
        {
            foreach (var (channel, address) in Ways(settings, state.Notices, other))
                yield return Letter(channel, address, other, other, launch.Languages[0], null);
        }
        foreach (var webhook in notify.Webhooks ? NoticeWays.Webhooks(settings, state.Notices) : [])
            yield return Letter(NoticeChannel.Webhook, webhook.AbsoluteUri, webhook.AbsoluteUri, "", launch.Languages[0], null);

        NoticeRecord Letter(NoticeChannel channel, string address, string recipient, string name, string language, string? person)
        {
            var spoken = new[] { language, launch.Languages[0], "en" }.FirstOrDefault(known => Has(notify.Text, known)) ?? notify.Text.ByLanguage.First().Key;
            var words = new NoticeWords(catalog.In(spoken), run, now);
            var text = Say(notify.Text.In(spoken).Trim());
            var subject = Say((notify.Subject ?? task.Title).In(spoken).Trim().ReplaceLineEndings(" "));
            return new()
            {
                Id = Guid.CreateVersion7(),
                Key = $"{KeysOf(run, key)}{channel} {Digest(recipient)}",
                Channel = channel,
                Address = address,
                About = run.Record.Stream,
                Kind = Kind,
                Launch = launch.Id,
                Person = person,
                Language = spoken,
                Subject = subject,
                Text = channel == NoticeChannel.Sms ? NoticeLetters.PlainLetters(text) : text,
                // Whoever has no account here has nothing to look at.
                Link = channel == NoticeChannel.Webhook ? new Uri(settings.Site, RunLinks.Task(run.Launch, run.Record.Number, task.Id)).AbsoluteUri : null,
                Created = clock.Now(),
                Due = clock.Now(),
                NextTry = clock.Now(),
            };

            string Say(string said) => words.Around(fill(said), state.Notices == NoticeMode.Test ? name : null);
        }
    }

    /// <summary>Whom the message would not reach from this server, each with what is missing; empty when it reaches everybody.</summary>
    public IEnumerable<string> Unreachable(NoticeSettings? settings, RunState run, NotifySettings notify, Func<string, string> fill)
    {
        var now = run.NowAt(clock.GetCurrentInstant());
        return Unreachable(settings, run.Notices, notify, name => Recipients.Of(run, name, now), fill);
    }

    /// <param name="settings">By which channels this server tells people; null for by none.</param>
    /// <param name="mode">What a run does with notices.</param>
    /// <param name="notify">The message.</param>
    /// <param name="people">Whom a name means.</param>
    /// <param name="fill">Fills in placeholders.</param>
    internal static IEnumerable<string> Unreachable(NoticeSettings? settings, NoticeMode mode, NotifySettings notify, Func<string, IEnumerable<Person>> people, Func<string, string> fill)
    {
        if (settings is null)
            return ["This server tells nobody anything; start it with --notices FILE."];
        var way = mode == NoticeMode.Test ? "tests" : settings.Email is null ? "email" : "sms";
        return
        [
            .. notify.To.Where(name => !people(name).Any()).Select(name => $"{name} is nobody now; name a person, or put somebody on shift."),
            .. notify.To.SelectMany(people).DistinctBy(person => person.Id)
                .Where(person => !NoticeWays.Of(settings, mode, person.Email, person.Phone).Any())
                .Select(person => $"No channel of this server reaches {person.Id}; add {way} to its file of notices{(mode == NoticeMode.Test ? "" : $", or an address of {person.Id} to launch.yaml")}."),
            .. notify.Addresses.Select(fill).Where(address => !Ways(settings, mode, address).Any()).Select(address => $"No channel of this server reaches {address}; add {way} to its file of notices."),
            .. notify.Webhooks && settings.Webhooks.Count == 0 ? ["The server's file of notices names no webhooks; add webhooks."] : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<(NoticeChannel Channel, string Address)> Ways(NoticeSettings settings, NoticeMode mode, string address) => NotifySettings.IsEmail(address)
        ? NoticeWays.Of(settings, mode, address, null)
        : NoticeWays.Of(settings, mode, null, NotifySettings.IsPhone(address) ? address : null);

    private static bool Has(LocalizedText text, string language) => text.ByLanguage.ContainsKey(language) || text.ByLanguage.ContainsKey(LocalizedText.AnyLanguage);

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
