using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Speaking;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Planning.Scheduling;
using Slipway.Platform.Localisation;
using Slipway.Platform.Notices;
using Slipway.Platform.Permissions;
using Slipway.Platform.Web;

namespace Slipway.Features.Cutover.Notices;

/// <summary>A calendar for each person: shifts, gates in which he has something to do, his own tasks. Its address is signed and opens nothing else.</summary>
public sealed class CalendarFeed(ILaunches launches, RunStore runs, TextCatalog catalog, IDataProtectionProvider protection)
{
    /// <summary>So long at least an entry is: calendars do not show moments.</summary>
    private static readonly Duration Shortest = Duration.FromMinutes(15);

    private const int MostKept = 20;

    private readonly IDataProtector protector = protection.CreateProtector("Slipway.Calendar.1");

    /// <summary>When everything is planned, by the plan's version.</summary>
    private readonly RecentlyUsed<string, IReadOnlyDictionary<string, PlannedTimes>> planned = new(MostKept);

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(NoticeLinks.CalendarRoute, (string link, CalendarFeed feed, HttpContext context, CancellationToken cancellation) => feed.AnswerAsync(link, context, cancellation))
            .Needs(PermissionTable.UseNotice).ExcludeFromDescription();

    /// <summary>The signed part of a person's address.</summary>
    public string Sign(string launch, string person) => Base64Url.EncodeToString(protector.Protect(Encoding.UTF8.GetBytes($"{launch}\n{person}")));

    private async Task<Results<ContentHttpResult, NotFound>> AnswerAsync(string link, HttpContext context, CancellationToken cancellation)
    {
        if (Read(link) is not { } whose || await launches.CurrentAsync(whose.Launch, cancellation) is not { } version || version.Plan.Launch.Person(whose.Person) is not { } person)
            return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "private, no-cache";
        var live = (await runs.OfLaunchAsync(whose.Launch, cancellation)).LastOrDefault(run => run is { IsOpen: true, State.Mode: RunMode.Live });
        var site = new Uri($"{context.Request.Scheme}://{context.Request.Host}");
        var texts = catalog.In(person.Language ?? version.Plan.Launch.Languages[0]);
        var name = $"{version.Plan.Launch.Title.In(texts.Language)} · {person.Name}";
        return TypedResults.Text(CalendarText.Write(name, version.Summary.At, Entries(version, live, person, texts, site)), "text/calendar; charset=utf-8");
    }

    private (string Launch, string Person)? Read(string link)
    {
        const string ending = ".ics";
        try
        {
            return link.EndsWith(ending, StringComparison.Ordinal) && Encoding.UTF8.GetString(protector.Unprotect(Base64Url.DecodeFromChars(link.AsSpan()[..^ending.Length]))).Split('\n') is [var launch, var person]
                ? (launch, person)
                : null;
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private IEnumerable<CalendarEntry> Entries(PlanVersion version, Run? live, Person person, Texts texts, Uri site)
    {
        var plan = live?.State.Plan ?? version.Plan;
        var clock = live?.State.Clock ?? plan.Launch.Clock();
        var times = live?.State.Planned ?? planned.GetOrAdd(version.Hash, () => Scheduler.Compute(plan, clock).Tasks.ToDictionary(task => task.Id, task => new PlannedTimes(task.PlannedStart, task.PlannedFinish)));
        var words = new PlanWords(texts, plan);
        for (var number = 0; number < plan.Launch.Shifts.Count; number++)
        {
            var shift = plan.Launch.Shifts[number];
            if (Part(shift, person.Id) is { } part)
                yield return Entry($"shift-{number}", texts[part], clock.Resolve(shift.From), clock.Resolve(shift.To), LaunchLinks.Room(plan.Launch.Id));
        }
        foreach (var task in plan.Forward)
        {
            if (!times.TryGetValue(task.Id, out var planned) || !IsOf(plan, task, person.Id, planned.Start, clock))
                continue;
            var link = live is null ? LaunchLinks.Plan(plan.Launch.Id)
                : task.Kind == TaskKind.Gate ? RunLinks.Gate(live.Launch, live.Record.Number, task.Id)
                : RunLinks.Task(live.Launch, live.Record.Number, task.Id);
            yield return Entry($"task-{task.Id}", words.Title(task), planned.Start, planned.Finish, link);
        }

        CalendarEntry Entry(string id, string summary, Instant from, Instant to, string link) =>
            new($"{id}.{person.Id}@{plan.Launch.Id}.slipway", summary, from, Instant.Max(to, from + Shortest), null, new Uri(site, link));
    }

    private static string? Part(Shift shift, string person) =>
        shift.Manager == person ? "notices.shift-manager" : shift.Scribe == person ? "notices.shift-scribe" : shift.On.Contains(person) ? "notices.shift-on" : null;

    private static bool IsOf(Plan plan, PlanTask task, string person, Instant at, LaunchClock clock)
    {
        IEnumerable<string?> names = task.Gate is { } gate
            ? [.. gate.Voters, gate.Decider, .. gate.Criteria.Select(criterion => (criterion.Met as CriterionTest.SaidBy)?.PersonOrRole)]
            : task.Kind == TaskKind.Milestone ? [] : [task.Owner, .. task.Who, task.VerifiedBy];
        return names.Any(name => plan.Who(name, at, clock)?.Id == person);
    }
}
