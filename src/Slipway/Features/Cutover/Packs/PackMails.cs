using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Localisation;
using Slipway.Platform.Notices;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;
using Slipway.Platform.Work;

namespace Slipway.Features.Cutover.Packs;

/// <summary>Mails the pack to whoever may lead the run, as often as the operator's file says.</summary>
public sealed class PackMails(RunStore runs, NoticeBox box, ServerSettings server, TextCatalog catalog, IClock clock) : IBackgroundWork
{
    public const string Kind = "pack";

    private const string Prefix = "run-pack-mails:";

    /// <summary>The last turn of each run whose mails are in the box.</summary>
    private readonly ConcurrentDictionary<Guid, long> told = new();

    private int Minutes => server.Notices?.Email?.PacksEvery ?? 0;

    public Task<IReadOnlyCollection<string>> DueAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyCollection<string>>(
        Minutes == 0 ? [] : [.. runs.KnownOpen.Where(run => Tells(run) && told.GetValueOrDefault(run.Id) != Turn()).Select(run => $"{Prefix}{run.Id:N}")]);

    public async Task DoAsync(Lease lease, CancellationToken lost)
    {
        var id = Guid.ParseExact(lease.Name[Prefix.Length..], "N");
        var turn = Turn();
        if (await runs.LoadAsync(id, lost) is { } run && Tells(run) && Letters(run, turn).ToList() is { Count: > 0 } letters)
            await box.PutAsync(letters, lost);
        told[id] = turn;
    }

    private static bool Tells(Run run) => run is { IsOpen: true, State: { Notices: not NoticeMode.Off, Status: not RunStatus.Planned } };

    /// <summary>The same for every node, and after a restart.</summary>
    private long Turn() => clock.GetCurrentInstant().ToUnixTimeSeconds() / 60 / Minutes;

    private IEnumerable<NoticeRecord> Letters(Run run, long turn)
    {
        var tests = run.State.Notices == NoticeMode.Test;
        var now = clock.Now();
        foreach (var person in Managers(run))
        {
            if ((tests ? server.Notices!.Tests?.Email : person.Email) is not { Length: > 0 } address)
                continue;
            var texts = catalog.In(Languages.Match(person.Language) ?? RunPacks.LanguagesOf(run)[0]);
            var words = new RunWords(texts, run.State);
            var text = texts.Format("pack.mail", ("name", run.State.Plan.Launch.Title.In(texts.Language)), ("time", words.Times.DateAndTime(now)));
            yield return new()
            {
                Id = Guid.CreateVersion7(),
                Key = $"{run.Id:N} {Kind} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{turn}\n{person.Id}")).AsSpan(0, 16))}",
                Channel = NoticeChannel.Email,
                Address = address,
                About = run.Record.Stream,
                Kind = Kind,
                Launch = run.Launch,
                Person = person.Id,
                Language = texts.Language,
                Subject = text,
                Text = text,
                Link = new Uri(server.Notices!.Site, RunLinks.Room(run.Launch, run.Record.Number)).AbsoluteUri,
                Created = now,
                Due = now,
                NextTry = now,
            };
        }
    }

    /// <summary>Who has the role, and who leads in a shift; whoever stands in for them.</summary>
    private static IEnumerable<Person> Managers(Run run)
    {
        var launch = run.State.Plan.Launch;
        return launch.People.Where(person => person.Roles.Contains(Roles.CutoverManager)).Select(person => person.Id)
            .Concat(launch.Shifts.Select(shift => shift.Manager).OfType<string>())
            .Select(run.State.StandInFor).Distinct().Select(launch.Person).OfType<Person>();
    }
}

/// <summary>The pack as it is when the mail is sent, and not as it was when it was put into the box.</summary>
public sealed class PackAttachments(RunStore runs, RunPacks packs) : INoticeAttachments
{
    public async Task<NoticeAttachment?> OfAsync(NoticeRecord notice, CancellationToken cancellation)
    {
        if (notice.Kind != PackMails.Kind || await runs.LoadAsync(RunRecord.IdOf(notice.About), cancellation) is not { } run)
            return null;
        return new(RunPacks.FileName(run, notice.Language), Encoding.UTF8.GetBytes(await packs.DrawAsync(run, notice.Language, cancellation)));
    }
}
