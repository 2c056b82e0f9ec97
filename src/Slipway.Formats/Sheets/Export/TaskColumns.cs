using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Formats.Plans.Automation;
using Slipway.Formats.Sheets.Import;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Formats.Sheets.Export;

/// <summary>
/// The columns of the plan's and the rollback's sheet: what everybody looks for first, then what some tasks have, then
/// the texts in the other languages. A column that no task fills is left out, but for those that everybody looks for.
/// </summary>
internal sealed class TaskColumns(Plan plan, Schedule? schedule, PeopleBook people)
{
    private static readonly (string Name, double Width, Func<PlanTask, LocalizedText?> Text) Title = ("Title", 34, task => task.Title);
    private static readonly (string Name, double Width, Func<PlanTask, LocalizedText?> Text) Do = ("Do", 50, task => task.Do);
    private static readonly (string Name, double Width, Func<PlanTask, LocalizedText?> Text) Expect = ("Expect", 34, task => task.Expect);
    private static readonly (string Name, double Width, Func<PlanTask, LocalizedText?> Text) Where = ("Where", 22, task => task.Where);

    private readonly DateTimeZone zone = plan.Launch.Zone;

    public IReadOnlyList<SheetTableColumn<PlanTask>> For(IReadOnlyList<PlanTask> tasks) =>
        [.. from column in All(tasks).Concat(InOtherLanguages(tasks)) where column.Always || tasks.Any(task => column.Column.Value(task) != SheetValue.None) select column.Column];

    /// <summary>How many columns are printed: those up to the links, which fit across a page.</summary>
    public static int Printed(IReadOnlyList<SheetTableColumn<PlanTask>> columns) => columns.TakeWhile(column => column.Header != "After").Count() + 1;

    private IEnumerable<(SheetTableColumn<PlanTask> Column, bool Always)> All(IReadOnlyList<PlanTask> tasks)
    {
        yield return Always("Id", 22, task => task.Id);
        yield return First(tasks, Title);
        yield return Always("Phase", 11, task => Words.Of(Words.Phases, task.Phase));
        yield return Always("Workstream", 16, task => task.Workstream);
        yield return Text("Kind", 11, task => task.Kind == TaskKind.Task ? null : Words.Of(Words.Kinds, task.Kind));
        yield return Always("Owner", 20, task => Person(task.Owner));
        yield return Always("Deputy", 20, task => Person(task.Deputy));
        yield return Column("Start (computed)", 17, task => Computed(task.Id, scheduled => scheduled.PlannedStart));
        yield return Column("Finish (computed)", 17, task => Computed(task.Id, scheduled => scheduled.PlannedFinish));
        yield return Always("Takes", 14, task => task.Takes?.ToString());
        yield return Always("After", 24, task => task.After.Count == 0 ? null : string.Join("; ", task.After));
        yield return Column("Not before", 17, task => SheetValue.Of(task.NotBefore));
        yield return Column("Not after", 17, task => SheetValue.Of(task.NotAfter));
        yield return First(tasks, Do);
        yield return First(tasks, Expect);
        yield return Text("Undo", 22, task => task.Undo switch
        {
            Undo.By by => by.Task,
            Undo.Nothing => "none",
            Undo.Impossible => "no return",
            _ => null,
        });
        yield return Text("Team", 14, task => task.Team);
        yield return Text("Together with", 26, task => People(task.Who));
        yield return Text("Start by", 10, task => Attendance(task.StartBy));
        yield return Text("End by", 10, task => Attendance(task.EndBy));
        yield return Text("Attended", 10, task => task.Attended || task.Work is not null ? null : "no");
        yield return Text("Mandatory", 11, task => task.Mandatory ? "yes" : null);
        yield return Text("Purpose", 18, task => task.Purpose.Count == 0 ? null : string.Join("; ", task.Purpose.Select(purpose => Words.Of(Words.Purposes, purpose))));
        yield return Text("Verified by", 20, task => Person(task.VerifiedBy));
        yield return Text("Escalate after", 13, task => task.Escalate?.After.ToString());
        yield return Text("Escalate to", 20, task => Person(task.Escalate?.To));
        yield return First(tasks, Where);
        yield return Text("System", 16, task => task.System);
        yield return Text("Ref", 14, task => task.Ref);
        yield return Text("Evidence", 16, task => task.Evidence);
        yield return Text("Automated work", 40, task => task.Work is { } work ? WorkWriter.InBraces(work) : null);
        yield return Text("Go live", 9, task => task.GoLive ? "yes" : null);
        yield return Text("Voters", 26, task => People(task.Gate?.Voters ?? []));
        yield return Text("Decider", 20, task => Person(task.Gate?.Decider));
        yield return Text("Quorum", 9, task => task.Gate?.Quorum?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The languages of texts, the launch's own first; the text for everybody before them.</summary>
    public static IEnumerable<string> Languages(Launch launch, IEnumerable<LocalizedText?> texts)
    {
        var used = texts.SelectMany(text => text?.ByLanguage.Keys ?? []).ToHashSet();
        return launch.Languages.Prepend(LocalizedText.AnyLanguage).Where(used.Remove).ToList().Concat(used.Order(StringComparer.Ordinal));
    }

    /// <summary><c>Title</c>, <c>Title (fr)</c>.</summary>
    public static string Header(string name, string language) => language.Length == 0 ? name : $"{name} ({language})";

    private (SheetTableColumn<PlanTask> Column, bool Always) First(IReadOnlyList<PlanTask> tasks, (string Name, double Width, Func<PlanTask, LocalizedText?> Text) field) =>
        In(Languages(plan.Launch, tasks.Select(field.Text)).FirstOrDefault(LocalizedText.AnyLanguage), field);

    private IEnumerable<(SheetTableColumn<PlanTask> Column, bool Always)> InOtherLanguages(IReadOnlyList<PlanTask> tasks) =>
        from field in new[] { Title, Do, Expect, Where }
        from language in Languages(plan.Launch, tasks.Select(field.Text)).Skip(1)
        select In(language, field);

    private static (SheetTableColumn<PlanTask> Column, bool Always) In(string language, (string Name, double Width, Func<PlanTask, LocalizedText?> Text) field) =>
        (new(Header(field.Name, language), field.Width, task => SheetValue.Of(field.Text(task)?.ByLanguage.GetValueOrDefault(language))), field == Title);

    private SheetValue Computed(string id, Func<ScheduledTask, Instant> time) =>
        schedule?.Task(id) is { } scheduled ? new SheetValue(null, time(scheduled).InZone(zone).LocalDateTime, IsComputed: true) : SheetValue.None;

    private string? Person(string? id) => id is null ? null : people.Shown(id);

    private string? People(IReadOnlyList<string> ids) => ids.Count == 0 ? null : string.Join("; ", ids.Select(people.Shown));

    private static string? Attendance(Attendance attendance) => attendance == Planning.Plans.Attendance.Any ? null : PlanWords.Of(attendance);

    private static (SheetTableColumn<PlanTask> Column, bool Always) Always(string header, double width, Func<PlanTask, string?> text) =>
        (new(header, width, task => SheetValue.Of(text(task))), true);

    private static (SheetTableColumn<PlanTask> Column, bool Always) Text(string header, double width, Func<PlanTask, string?> text) =>
        (new(header, width, task => SheetValue.Of(text(task))), false);

    private static (SheetTableColumn<PlanTask> Column, bool Always) Column(string header, double width, Func<PlanTask, SheetValue> value) =>
        (new(header, width, value), false);
}
