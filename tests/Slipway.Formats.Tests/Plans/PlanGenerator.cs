using CsCheck;
using NodaTime;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Tests.Plans;

/// <summary>Random plans as a reader could have given them: any text, all keys, no more sense than that.</summary>
internal static class PlanGenerator
{
    private static readonly Gen<string> Words = Among(
        "Load", "- item", "a: b", "x #y", "#1", "\"quoted\"", "it's", "[1, 2]", "{a: b}", "no", "null", "0300", "12:30", "+253 77", "T-30m", "@you", "%", "*x", "&y", "!z", "`", "|", ">",
        "مرحبا", "تحويل: نقدي", "é, è", "😀", "\u200Fبـ\u200E", "\uFEFF", "a\u00A0b", "line\nnext", "\nnext", "tab\there", "back\\slash", "end:", "?", "~", "---", "...", "  indented", "last\n", "\r\n", "trail ");

    private static readonly Gen<string> Texts = Gen.Select(Words, Words.List[0, 4], Among("", " ", "\n", "\n\n")).Select((first, more, between) => string.Join(between, more.Prepend(first)));

    private static readonly Gen<string> Text = Texts.Where(text => !string.IsNullOrWhiteSpace(text) && text != "~");

    private static readonly Gen<string> Word = Text.Select(text => text.Trim()).Where(text => text.Length > 0 && text != "~" && !text.Contains('\r', StringComparison.Ordinal));

    private static readonly Gen<string> Id = Gen.Select(Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789"], Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-"], 0, 12], (first, rest) => first + rest);

    private static readonly Gen<LocalizedText> Localized = Gen.OneOf(
        Text.Select(LocalizedText.Of),
        Gen.Select(Text, Text, (en, ar) => LocalizedText.Of([new("en", en), new("ar", ar)])));

    private static readonly Gen<PlanDuration> Duration = Gen.Select(Gen.Int[0, 20], Gen.Int[0, 200_000]).Select((days, seconds) => new PlanDuration(days, NodaTime.Duration.FromSeconds(seconds)));

    private static readonly Gen<PlanTime> Time = Gen.OneOf(
        Gen.Select(Duration, Gen.Bool, (duration, before) => (PlanTime)new PlanTime.FromT0(before ? duration.Negated : duration)),
        Gen.Int[0, 100_000_000].Select(seconds => (PlanTime)new PlanTime.WallClock(new LocalDateTime(2026, 1, 1, 0, 0).PlusSeconds(seconds))));

    private static readonly Gen<TimeSpanInPlan> Period = Gen.Select(Gen.Int[-9, -1], Gen.Int[0, 9]).Select((from, to) => new TimeSpanInPlan(new PlanTime.FromT0(new PlanDuration(from, default)), new PlanTime.FromT0(new PlanDuration(to, default))));

    private static readonly Gen<Estimate> Estimate = Gen.Select(Duration, Duration, Duration).Select((a, b, c) => new[] { a, b, c }.OrderBy(duration => duration.Nominal).ToArray())
        .Select(sorted => new Estimate(sorted[0], sorted[1], sorted[2])).Where(estimate => estimate.HasSpread || estimate.Likely == estimate.Optimistic);

    private static readonly Gen<Link> Link = Gen.Select(Id, Gen.Enum<LinkType>(), Duration, Gen.Bool).Select((id, type, lag, lead) => new Link(id, type, lead ? lag.Negated : lag));

    private static readonly Gen<WeeklyHours> Hours = Gen.Select(Gen.Enum<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None).List[1, 7], Gen.Int[0, 1438], Gen.Int[1, 1439])
        .Select((days, from, length) => new WeeklyHours([.. days.Distinct().Order()], from, Math.Min(from + length, 1440)));

    private static readonly Gen<Undo?> Undo = Gen.OneOf(
        Gen.Const((Undo?)null),
        Id.Where(id => id != "none").Select(id => (Undo?)new Undo.By(id)),
        Gen.Const((Undo?)new Undo.Nothing()),
        Gen.Const((Undo?)new Undo.Impossible()));

    private static readonly Gen<Attendance> Attendance = Gen.OneOf(Gen.Const(Planning.Plans.Attendance.Any), Gen.Const(Planning.Plans.Attendance.All), Gen.Int[1, 9].Select(number => new Attendance(AttendanceRule.Number, number)));

    private static readonly Gen<CriterionTest> Met = Gen.OneOf(
        Id.Select(id => (CriterionTest)new CriterionTest.TaskDone(id)),
        Gen.Double[0, 1].Select(probability => (CriterionTest)new CriterionTest.InsideWindow(probability)),
        Id.Select(id => (CriterionTest)new CriterionTest.SaidBy(id)));

    private static readonly Gen<GateRules> Gate = Gen.Select(Id.List[0, 3], Id.Null(), Gen.Int[0, 5], Gen.Select(Localized, Gen.Bool, Met).List[0, 3])
        .Select((voters, decider, quorum, criteria) => new GateRules(voters, decider, quorum == 0 ? null : quorum, [.. criteria.Select((one, index) => new Criterion($"c{index}", one.Item1, one.Item2, one.Item3))]));

    private static readonly Gen<PlanTask> Basis = Gen.Select(Gen.Enum<TaskKind>(), Localized, Localized.Null(), Localized.Null(), Gen.Enum<Phase>(), Id.Null(), Estimate.Null(), Gen.Bool)
        .Select((kind, title, instruction, expect, phase, owner, takes, attended) => new PlanTask
        {
            Id = "",
            Kind = kind,
            Title = title,
            Do = instruction,
            Expect = expect,
            Phase = phase,
            Owner = owner,
            Takes = takes,
            Attended = attended,
        });

    private static readonly Gen<PlanTask> Details = Gen.Select(Basis, Link.List[0, 3], Time.Null(), Time.Null(), Undo, Gen.Enum<Purpose>().List[0, 3], Id.List[0, 2], Gate)
        .Select((task, after, notBefore, notAfter, undo, purpose, who, gate) => task with
        {
            After = after,
            NotBefore = notBefore,
            NotAfter = notAfter,
            Undo = undo,
            Purpose = [.. purpose.Distinct()],
            Who = who,
            Gate = task.Kind == TaskKind.Gate ? gate : null,
            GoLive = task.Kind == TaskKind.Milestone,
        });

    private static readonly Gen<PlanTask> Task = Gen.Select(Details, Attendance, Gen.Bool, Gen.Select(Duration, Id).Select((after, to) => new Escalation(after, to)).Null(), Localized.Null(), Text.Null(), Text.Null(), Word.Null())
        .Select((task, attendance, flag, escalate, where, system, evidence, workstream) => task with
        {
            Workstream = workstream,
            Deputy = flag ? "osei" : null,
            Team = flag ? "dba" : null,
            Mandatory = flag,
            StartBy = attendance,
            EndBy = flag ? Planning.Plans.Attendance.Starter : attendance,
            VerifiedBy = flag ? "noor" : null,
            Escalate = escalate,
            Where = where,
            System = system,
            Ref = evidence,
            Evidence = evidence,
        });

    private static readonly Gen<Launch> Launch = Gen.Select(
        Gen.Select(Id, Localized, Localized.Null(), Period.List[0, 2]),
        Among("Africa/Djibouti", "UTC", "Asia/Kathmandu"),
        Gen.Select(Text, Id.Null(), Among(Roles.ServiceOwner, Roles.Trainer).List[0, 1], Word.Null()).List[0, 3],
        Gen.Select(Localized.Null(), Id.List[0, 3], Hours.List[0, 3], Period.List[0, 2]).List[0, 2],
        Gen.Select(Period, Id.Null(), Id.Null(), Id.List[0, 2]).List[0, 3],
        Duration)
        .Select((first, zone, people, teams, shifts, contingency) => new Launch
        {
            Id = first.Item1,
            Title = first.Item2,
            Owner = first.Item3,
            Zone = DateTimeZoneProviders.Tzdb[zone],
            T0 = new PlanTime.WallClock(new LocalDateTime(2027, 2, 6, 2, 0)),
            Window = new CutoverWindow(new PlanTime.FromT0(PlanDuration.FromMinutes(-30)), new PlanTime.FromT0(PlanDuration.FromMinutes(240)), contingency),
            Freezes = first.Item4,
            Bridge = people.Count == 0 ? null : new Bridge(people[0].Item1, "https://meet.example.org/a?b=c#d"),
            Languages = ["en", "ar"],
            People = [.. people.Select((one, index) => new Person($"p{index}", one.Item1, one.Item3, one.Item2, one.Item4, one.Item4?.Trim(), one.Item4 is null ? null : "ar"))],
            Teams = [.. teams.Select((one, index) => new Team($"team{index}", one.Item1, one.Item2, one.Item3, one.Item4))],
            Shifts = [.. shifts.Select(one => new Shift(one.Item1.From, one.Item1.To, one.Item2, one.Item3, one.Item4))],
        });

    public static Gen<Plan> Plan { get; } = Gen.Select(Launch, Task.List[0, 6], Task.List[0, 2], Word.List[0, 3], Gen.Select(Id, Id.Null(), Word).List[0, 3]).Select((launch, forward, rollback, workstreams, accepted) => new Plan
    {
        Launch = launch,
        Workstreams = [.. workstreams.Distinct()],
        Forward = [.. forward.Select((task, index) => task with { Id = $"f{index}", Path = $"forward/{index}" })],
        Rollback = [.. rollback.Select((task, index) => task with { Id = $"r{index}", IsRollback = true, Path = $"rollback/{index}" })],
        Accepted = [.. accepted.Select(one => new AcceptedFinding(one.Item1, one.Item2, one.Item3))],
    });

    private static readonly Gen<string> Name = Gen.Select(Gen.Char["abcXYZ_"], Gen.String[Gen.Char["abcXYZ019_"], 0, 6], (first, rest) => first + rest);

    // As it stands in the plan: also blank, and with spaces around it.
    private static readonly Gen<string> Argument = Gen.OneOf(Texts.Where(text => !text.Contains('\r', StringComparison.Ordinal)), Gen.Const(""), Gen.Const("${service}"), Gen.Const("env:SECRET"));

    private static readonly Gen<IReadOnlyList<KeyValuePair<string, string>>> Pairs = Gen.Select(Name, Argument).List[0, 3]
        .Select(pairs => (IReadOnlyList<KeyValuePair<string, string>>)[.. pairs.DistinctBy(pair => pair.Item1).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))]);

    private static readonly Gen<WorkSettings> Command = Gen.Select(Id, Argument.List[0, 3], Pairs, Id.Null(), Gen.Int[0, 255].List[1, 3])
        .Select((program, arguments, environment, folder, good) => (WorkSettings)new CommandSettings
        {
            Program = $"/opt/{program}",
            Arguments = arguments,
            Environment = environment,
            Folder = folder is null ? null : $"/var/{folder}",
            Good = [.. good.Distinct()],
        });

    private static readonly Gen<PlanDuration> Limit = Gen.OneOf(Duration, Gen.Const(DatabaseLimits.LockTimeout), Gen.Const(DatabaseLimits.StatementTimeout));

    private static readonly Gen<WorkSettings> Sql = Gen.Select(Word, Text.Where(text => !text.Contains('\r', StringComparison.Ordinal)), Gen.Bool, Gen.OneOf(Gen.Const((int?)null), Gen.Int[0, 9999].Select(rows => (int?)rows)), Word.Null(), Limit, Limit, Gen.Bool)
        .Select((database, run, inFile, rows, scalar, locks, statements, dry) => (WorkSettings)new SqlSettings
        {
            Database = database,
            Run = inFile ? null : run,
            File = inFile ? "/opt/a.sql" : null,
            Rows = rows,
            Scalar = scalar,
            LockTimeout = locks,
            StatementTimeout = statements,
            DryRun = dry,
        });

    private static readonly Gen<WorkSettings> Migrate = Gen.Select(Word, Id, Limit, Among("a_1", MigrateSettings.UsualTable))
        .Select((database, folder, locks, table) => (WorkSettings)new MigrateSettings { Database = database, Folder = $"/opt/{folder}", LockTimeout = locks, Table = table });

    private static readonly Gen<WorkSettings> Snapshot = Gen.Select(Word, Id, Word.Null())
        .Select((database, to, aside) => (WorkSettings)new SnapshotSettings { Database = database, To = $"/var/{to}", Aside = aside });

    private static Gen<WorkSettings> Traffic(Gen<WorkSettings?> check) => Gen.Select(Id, Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 99].List[0, 4], Duration.Where(duration => !duration.IsZero), Gen.Int[0, 100], check)
        .Select((backend, from, to, steps, each, errors, asked) => (WorkSettings)new TrafficSettings
        {
            Socket = errors > 50 ? "/run/haproxy/admin.sock" : "127.0.0.1:9999",
            Backend = backend,
            From = [.. Enumerable.Range(0, from).Select(number => $"old{number}")],
            To = [.. Enumerable.Range(0, to).Select(number => $"new{number}")],
            Steps = [.. steps.Distinct().Order(), 100],
            Each = each,
            Every = each,
            Errors = errors / 100.0,
            Check = asked,
        });

    private static readonly Gen<string> Said = Text.Where(text => !text.Contains('\r', StringComparison.Ordinal));

    private static readonly Gen<PlanDuration> Length = Duration.Where(duration => !duration.IsZero);

    private static readonly Gen<HttpExpectation> Expectation = Gen.Select(Gen.Int[100, 599].List[0, 2], Gen.Select(Among("$", "$.a", "$['b c'][0]", "$.é[-1]"), Argument).List[0, 2], Pairs, Said.Null(), Gen.OneOf(Gen.Const((PlanDuration?)null), Length.Select(length => (PlanDuration?)length)))
        .Select((status, json, headers, body, within) => new HttpExpectation
        {
            Status = [.. status.Distinct()],
            Json = [.. json.DistinctBy(place => place.Item1).Select(place => KeyValuePair.Create(place.Item1, place.Item2))],
            Headers = headers,
            Body = body,
            Within = within,
        });

    private static readonly Gen<string> Address = Gen.OneOf(Id.Select(id => $"https://{id}.example.org/a?b=c#d"), Gen.Const("${service}/open"), Gen.Const("env:HOOK"));

    private static readonly Gen<WorkSettings> Http = Gen.Select(Address, Gen.Enum<HttpVerb>(), Pairs, Said.Null(), Gen.Bool, Expectation)
        .Select((url, method, headers, body, follows, expect) => (WorkSettings)new HttpSettings { Url = url, Method = method, Headers = headers, Body = body, FollowsRedirects = follows, Expect = expect });

    private static readonly Gen<WorkSettings> Walk = Id.Select(id => (WorkSettings)new JourneySettings { Journey = id });

    private static readonly Gen<WorkSettings> Acts = Gen.OneOf(Command, Sql, Migrate, Snapshot, Traffic(Gen.OneOf(Command, Sql).Null()), Http, Walk);

    private static readonly Gen<WorkSettings> Wait = Gen.Select(Acts, Gen.OneOf(Length, Gen.Const(WaitSettings.EveryUnlessSaid)), Length)
        .Select((until, every, atMost) => (WorkSettings)new WaitSettings { Until = until, Every = every, AtMost = atMost });

    private static readonly Gen<WorkSettings> Checks = Gen.OneOf(Acts, Wait);

    private static readonly Gen<WorkSettings> Notify = Gen.Select(Id.List[0, 3], Gen.OneOf(Id.Select(id => $"{id}@example.org"), Gen.Const("+253 77 00 00 01"), Gen.Const("${office}")).List[0, 2], Gen.Bool, Localized.Null(), Localized)
        .Select((to, addresses, webhooks, subject, text) => (WorkSettings)new NotifySettings { To = to, Addresses = addresses, Webhooks = webhooks || to.Count + addresses.Count == 0, Subject = subject, Text = text });

    private static readonly Gen<WorkSettings> Settings = Gen.OneOf(Acts, Wait, Notify);

    private static readonly Gen<Extract> Taken = Gen.Select(Gen.OneOf(Gen.Const((ExtractFrom.Json, "$.a[0]")), Gen.Const((ExtractFrom.Regex, "value: \"([^\"]+)\"")), Gen.Const((ExtractFrom.Header, "Location"))), Gen.Bool)
        .Select((taken, secret) => new Extract("", taken.Item1, taken.Item2, secret));

    private static readonly Gen<JourneyStep> Step = Gen.Select(Gen.Select(Localized, Gen.Enum<HttpVerb>(), Gen.OneOf(Address, Id.Select(id => $"/{id}"))), Pairs, Gen.Int[0, 3], Pairs, Said, Gen.Bool, Expectation, Taken.List[0, 2])
        .Select((asked, headers, sends, pairs, body, follows, expect, taken) => new JourneyStep
        {
            Title = asked.Item1,
            Method = asked.Item2,
            To = asked.Item3,
            Headers = headers,
            Form = sends == 1 ? pairs : [],
            Json = sends == 2 ? pairs : [],
            Body = sends == 3 ? body : null,
            FollowsRedirects = follows,
            Expect = expect,
            Extracts = [.. taken.Select((one, index) => one with { Name = $"x{index}" })],
        });

    private static readonly Gen<IReadOnlyList<Journey>> Journeys = Gen.Select(Localized, Step.List[1, 3]).List[0, 2]
        .Select(journeys => (IReadOnlyList<Journey>)[.. journeys.Select((one, index) => new Journey { Id = $"j{index}", Title = one.Item1, Base = "${service}", Steps = one.Item2, Path = $"journeys/{index}" })]);

    private static readonly Gen<Retry> Tries = Gen.Select(Gen.Int[0, 100], Duration, Gen.Int[10, 100]).Select((times, wait, factor) => times == 0 ? Retry.Never : new Retry(times, wait, factor / 10.0));

    private static readonly Gen<AutomatedWork> Work = Gen.Select(Settings, Gen.Bool, Tries, Gen.OneOf(Gen.Const((PlanDuration?)null), Duration.Where(duration => !duration.IsZero).Select(duration => (PlanDuration?)duration)), Gen.Enum<CrashPolicy>(), Checks.Null())
        .Select((with, hold, retry, timeout, onCrash, verify) => new AutomatedWork
        {
            With = with,
            Hold = hold,
            Retry = retry,
            Timeout = timeout,
            OnCrash = onCrash == CrashPolicy.Probe && verify is null ? CrashPolicy.Ask : onCrash,
            Verify = verify,
        });

    private static readonly Gen<IReadOnlyDictionary<string, string>?> Environment = Gen.Select(Gen.Bool, Pairs)
        .Select((named, pairs) => named ? pairs.Where(pair => Placeholder.IsName(pair.Key)).ToDictionary() : (IReadOnlyDictionary<string, string>?)null);

    /// <summary>Plans of which some tasks act by themselves.</summary>
    public static Gen<Plan> ActingPlan { get; } = Gen.Select(Plan, Gen.Select(Work, Gen.Bool).List[8, 8], Environment, Environment, Journeys).Select((plan, works, live, rehearsal, journeys) => plan with
    {
        Journeys = journeys,
        Launch = plan.Launch with { LiveEnvironment = live, RehearsalEnvironment = rehearsal },
        Forward = [.. plan.Forward.Select((task, index) => Acting(task, works[index].Item1, works[index].Item2))],
        Rollback = [.. plan.Rollback.Select((task, index) => Acting(task, works[6 + index].Item1, works[6 + index].Item2))],
    });

    private static PlanTask Acting(PlanTask task, AutomatedWork work, bool acts) => acts && task.Kind == TaskKind.Task
        ? task with { Work = work, Attended = false, Who = [], StartBy = Planning.Plans.Attendance.Any, EndBy = Planning.Plans.Attendance.Any }
        : task;

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
