using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Tests.Sheets;

/// <summary>
/// Draws a plan that uses everything that a plan can say, with texts that are hard on files: quotes, line breaks,
/// formulas, Arabic, escapes. Equal seeds draw equal plans.
/// </summary>
internal sealed class PlanDraws(int seed)
{
    private static readonly string[] Zones = ["Africa/Djibouti", "Europe/Paris", "America/Sao_Paulo", "UTC"];
    private static readonly string[] Languages = ["en", "fr", "ar", "pt-BR"];

    private static readonly string[] Fragments =
    [
        "Load", "data", "=1+1", "+253", "-5", "@now", "Vérifier l'état", "تحميل البيانات", "a; b", "x / y", "50%", "\n", "\"quoted\"",
        "_x000D_", "_x", "<b>&amp;</b>", "N/A", "none", "1h30", "T+5m", "#29", "  ", "\t", "😀", "- item", "{ a: b }", "yes", "TBD", "مُهِمّة", "،", "~", "null", "0300",
    ];

    private readonly Random random = new(seed);

    public Plan Plan()
    {
        var languages = Languages.Take(random.Next(1, 5)).ToList();
        var people = Many(0, 6, i => new Person(
            i == 0 ? "farah" : i == 1 ? "tbd" : $"p{i}",
            Chance(0.3) ? "N. Farah" : Text(),
            Some(Roles.OfPeople),
            Chance(0.5) ? PersonOrRole() : null,
            Chance(0.5) ? "a@example.org" : null,
            Chance(0.5) ? "+253 77 00 00 01" : null,
            Chance(0.5) ? "fr" : null));
        var forward = Many(1, 12, i => Task(i, isRollback: false, languages));
        var rollback = Many(0, 5, i => Task(i, isRollback: true, languages));
        return new Plan
        {
            Launch = new Launch
            {
                Id = "usct",
                Title = Localized(languages),
                Owner = Chance(0.5) ? Localized(languages) : null,
                Zone = DateTimeZoneProviders.Tzdb[Zones[random.Next(Zones.Length)]],
                T0 = new PlanTime.WallClock(new LocalDateTime(2027, 10, 31, random.Next(24), Chance(0.3) ? 0 : random.Next(60)), Chance(0.2) ? Offset.FromHours(2) : null),
                Window = new CutoverWindow(Time(), Time(), Duration()),
                Freezes = Many(0, 2, _ => new TimeSpanInPlan(Time(), Time())),
                Bridge = Chance(0.5) ? new Bridge(Chance(0.5) ? "+253 21 00 00 00" : null, "https://meet.example.org/usct") : null,
                Languages = languages,
                People = people,
                Teams = Many(0, 3, i => new Team($"team-{i}", Chance(0.5) ? Localized(languages) : null, Some(["farah", "p2", "ghost"]), Hours(), Many(0, 2, _ => new TimeSpanInPlan(Time(), Time())))),
                Shifts = Many(0, 3, _ => new Shift(Time(), Time(), Chance(0.7) ? PersonOrRole() : null, Chance(0.7) ? PersonOrRole() : null, Some(["farah", "p2", "ghost"]))),
            },
            Workstreams = ["data", "platform", "الدعم"],
            Forward = forward,
            Rollback = rollback,
            Accepted = Many(0, 2, i => new AcceptedFinding(i == 0 ? "overtime" : "no-manager", i == 0 ? "load-postgresql" : null, "Agreed: it was so before")),
        };
    }

    private PlanTask Task(int i, bool isRollback, List<string> languages)
    {
        var kind = Chance(0.6) ? TaskKind.Task : (TaskKind)random.Next(4);
        return new PlanTask
        {
            Id = (isRollback ? "back-" : "") + (i switch { 0 => "29", 1 => "na", 2 => "load-postgresql", _ => $"task-{i}" }),
            Kind = kind,
            Title = Localized(languages),
            Do = Chance(0.5) ? Localized(languages) : null,
            Expect = Chance(0.4) ? Localized(languages) : null,
            Phase = (Phase)random.Next(4),
            Workstream = Chance(0.6) ? "data" : null,
            Owner = Chance(0.8) ? PersonOrRole() : null,
            Deputy = Chance(0.6) ? PersonOrRole() : null,
            Team = Chance(0.3) ? "team-0" : null,
            Takes = Chance(0.7) ? Takes() : null,
            Attended = Chance(0.8),
            After = Many(0, 3, _ => new Link(Pick("29", "na", "load-postgresql", "task-4", "ghost"), (LinkType)random.Next(4), Chance(0.5) ? PlanDuration.Zero : Chance(0.5) ? Duration() : Duration().Negated)),
            NotBefore = Chance(0.3) ? Time() : null,
            NotAfter = Chance(0.3) ? Time() : null,
            Undo = random.Next(5) switch { 0 => new Undo.Nothing(), 1 => new Undo.Impossible(), 2 => new Undo.By(Pick("back-29", "na", "ghost")), _ => null },
            Mandatory = Chance(0.2),
            Purpose = [.. Some(Enum.GetValues<Purpose>())],
            Who = Chance(0.3) ? Some(["farah", "p2", "it-operations", "ghost"]) : [],
            StartBy = Attended(mayBeStarter: false),
            EndBy = Attended(mayBeStarter: true),
            VerifiedBy = Chance(0.2) ? PersonOrRole() : null,
            Escalate = Chance(0.2) ? new Escalation(Duration(), PersonOrRole()) : null,
            Where = Chance(0.2) ? Localized(languages) : null,
            System = Chance(0.2) ? Text() : null,
            Ref = Chance(0.2) ? Text() : null,
            Evidence = Chance(0.2) ? Text() : null,
            GoLive = kind == TaskKind.Milestone && Chance(0.5),
            Gate = kind != TaskKind.Gate ? null : new GateRules(
                Some(["service-owner", "it-operations", "farah"]),
                Chance(0.7) ? PersonOrRole() : null,
                Chance(0.5) ? random.Next(1, 4) : null,
                Many(0, 3, n => new Criterion($"c{n}", Localized(languages), Chance(0.5), random.Next(3) switch
                {
                    0 => new CriterionTest.TaskDone("load-postgresql"),
                    1 => new CriterionTest.InsideWindow(Math.Round(random.NextDouble(), 3)),
                    _ => new CriterionTest.SaidBy(PersonOrRole()),
                }))),
            IsRollback = isRollback,
            Path = $"{(isRollback ? "rollback" : "forward")}/{i}",
        };
    }

    private string Text()
    {
        var text = string.Join(Chance(0.5) ? " " : "", Many(1, 4, _ => Fragments[random.Next(Fragments.Length)]));
        return string.IsNullOrWhiteSpace(text) ? "Load" : text;
    }

    private LocalizedText Localized(List<string> languages) =>
        Chance(0.4) ? LocalizedText.Of(Text())
        : LocalizedText.Of(languages.Where((language, i) => i == 0 || Chance(0.7)).Select(language => KeyValuePair.Create(language, Text())).ToList());

    private PlanTime Time() =>
        Chance(0.5) ? new PlanTime.FromT0(Chance(0.1) ? PlanDuration.Zero : Chance(0.5) ? Duration() : Duration().Negated)
        : new PlanTime.WallClock(
            new LocalDateTime(2027, random.Next(1, 13), random.Next(1, 29), Chance(0.2) ? 0 : random.Next(24), Chance(0.3) ? 0 : random.Next(60), Chance(0.2) ? random.Next(60) : 0),
            Chance(0.1) ? Offset.FromHours(random.Next(-3, 4)) : null);

    private PlanDuration Duration() => new(Chance(0.2) ? random.Next(1, 20) : 0, NodaTime.Duration.FromSeconds(Chance(0.8) ? random.Next(1, 600) * 60 : random.Next(1, 5000)));

    private Estimate Takes()
    {
        var sorted = Many(3, 3, _ => Duration()).OrderBy(duration => duration.Nominal).ToList();
        return Chance(0.5) || sorted[0] == sorted[2] ? Estimate.Exactly(sorted[0]) : new Estimate(sorted[0], sorted[1], sorted[2]);
    }

    private Attendance Attended(bool mayBeStarter) => random.Next(8) switch
    {
        0 => Attendance.All,
        1 => new Attendance(AttendanceRule.Number, random.Next(1, 4)),
        2 when mayBeStarter => Attendance.Starter,
        _ => Attendance.Any,
    };

    private List<WeeklyHours> Hours() =>
        Many(0, 2, _ =>
        {
            var from = random.Next(0, 1439);
            var first = random.Next(1, 8);
            return new WeeklyHours([.. Enumerable.Range(1, 7).Where(day => day == first || Chance(0.5)).Select(day => (IsoDayOfWeek)day)], from, random.Next(from + 1, 1441));
        });

    private string PersonOrRole() => Pick("farah", "tbd", "p2", "it-operations", "service-owner", "cutover-manager", "ghost");

    private string Pick(params string[] values) => values[random.Next(values.Length)];

    private List<T> Some<T>(IEnumerable<T> values) => [.. values.Where(_ => Chance(0.3))];

    private List<T> Many<T>(int least, int most, Func<int, T> make) => [.. Enumerable.Range(0, random.Next(least, most + 1)).Select(make)];

    private bool Chance(double share) => random.NextDouble() < share;
}
