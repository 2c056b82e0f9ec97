using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Slipway.Formats.Plans;
using Slipway.Formats.Sheets.Export;
using Slipway.Formats.Sheets.Import;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Formats.Sheets;

/// <summary>Writes a plan as a workbook that people can work with, and that imports again to the same plan.</summary>
/// <remarks>
/// Sheets: Plan, Rollback, Gates (where there are criteria), People, Launch. Times of the schedule are real dates in the
/// launch's zone, marked as computed: an import does not read them. All texts are stored as texts, so that no program
/// takes one for a formula.
/// </remarks>
public static class SheetExport
{
    /// <summary>The longest text that a cell can hold, in characters.</summary>
    private const int LongestText = 32_767;

    /// <summary>Writes the workbook. When a text does not fit into a cell, nothing is written and the problems say which.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="schedule">Its schedule, for the computed starts and finishes; null leaves them out.</param>
    /// <param name="output">Where the file goes; it is written in one piece at the end.</param>
    public static IReadOnlyList<SheetProblem> Write(Plan plan, Schedule? schedule, Stream output)
    {
        var people = new PeopleBook(isOurs: true);
        foreach (var person in plan.Launch.People)
            people.Add(person);
        var columns = new TaskColumns(plan, schedule, people);
        var (forward, rollback) = (columns.For(plan.Forward), columns.For(plan.Rollback));
        var problems = TooLong(forward, plan.Forward).Concat(TooLong(rollback, plan.Rollback)).Concat(TooLong(plan, people)).ToList();
        if (problems.Count > 0)
            return problems;
        using var memory = new MemoryStream();
        using (var writer = new SheetWriter(memory, IsRightToLeft(plan.Launch.Languages[0])))
        {
            Tasks(writer, "Plan", forward, plan.Forward, plan.Launch.People.Count);
            Tasks(writer, "Rollback", rollback, plan.Rollback, plan.Launch.People.Count);
            if (plan.Tasks.Any(task => task.Gate is { Criteria.Count: > 0 }))
                Gates(writer, plan, people);
            writer.Table("People", PeopleColumns(people), plan.Launch.People, 2, _ => false, 7, []);
            writer.Free("Launch", [20, 40, 34, 30, 30, 30], LaunchRows.Of(plan, people));
            writer.Finish();
        }
        memory.Position = 0;
        memory.CopyTo(output);
        return [];
    }

    private static IEnumerable<SheetProblem> TooLong(IReadOnlyList<SheetTableColumn<PlanTask>> columns, IReadOnlyList<PlanTask> tasks) =>
        from task in tasks
        from column in columns
        let text = column.Value(task).Text
        where text?.Length > LongestText
        select new SheetProblem(SheetRules.TextTooLong, new SheetPlace(PlanFolder.CutoverFile, null, null), [column.Header, task.Id, text.Length.ToString("N0", CultureInfo.InvariantCulture)]);

    /// <summary>What the other sheets hold: criteria, people, and the rows of the launch, each named by its first cell.</summary>
    private static IEnumerable<SheetProblem> TooLong(Plan plan, PeopleBook people)
    {
        var texts = plan.Tasks.SelectMany(task => (task.Gate?.Criteria ?? []).SelectMany(criterion => criterion.Title.ByLanguage.Values
                .Append(GateSheet.Written(criterion.Met, people.Shown)).Select(text => (PlanFolder.CutoverFile, "criteria", task.Id, (string?)text))))
            .Concat(plan.Launch.People.SelectMany(person => PeopleColumns(people).Select(column => (PlanFolder.LaunchFile, column.Header, person.Id, column.Value(person).Text))))
            .Concat(LaunchRows.Of(plan, people).SelectMany(row => row.Values.Select(value => (PlanFolder.LaunchFile, row.Values[0].Text ?? "", plan.Launch.Id, value.Text))));
        return from text in texts
               where text.Item4?.Length > LongestText
               select new SheetProblem(SheetRules.TextTooLong, new SheetPlace(text.Item1, null, null), [Short(text.Item2), text.Item3, text.Item4.Length.ToString("N0", CultureInfo.InvariantCulture)]);

        static string Short(string name) => name.Length <= 60 ? name : name[..60] + "…";
    }

    private static void Tasks(SheetWriter writer, string name, IReadOnlyList<SheetTableColumn<PlanTask>> columns, IReadOnlyList<PlanTask> tasks, int people)
    {
        var end = Math.Max(tasks.Count + 1, 2);
        var titles = columns.TakeWhile(column => column.Header != "Phase").Count();
        writer.Table(name, columns, tasks, Math.Min(titles, 2), task => task.Kind != TaskKind.Task, TaskColumns.Printed(columns), Extras());

        IEnumerable<OpenXmlElement> Extras()
        {
            var phase = CellPlace.Letters(titles + 1);
            yield return new ConditionalFormatting(
                new ConditionalFormattingRule(new Formula($"${phase}2<>${phase}1")) { Type = ConditionalFormatValues.Expression, FormatId = SheetStyles.PhaseRule, Priority = 1 })
            {
                SequenceOfReferences = new ListValue<StringValue> { InnerText = $"A2:{CellPlace.Letters(columns.Count)}{end}" },
            };
            var lists = new List<DataValidation> { ListOf("Phase", $"\"{string.Join(',', Words.Phases.Select(word => word.Word))}\"") };
            if (columns.Any(column => column.Header == "Kind"))
                lists.Add(ListOf("Kind", $"\"{string.Join(',', Words.Kinds.Select(word => word.Word))}\""));
            if (people > 0)
                lists.AddRange([ListOf("Owner", $"People!$B$2:$B${people + 1}"), ListOf("Deputy", $"People!$B$2:$B${people + 1}")]);
            yield return new DataValidations(lists) { Count = (uint)lists.Count };
        }

        // A list that helps and does not forbid: several owners, or somebody new, are written by hand.
        DataValidation ListOf(string header, string values) => new(new Formula1(values))
        {
            Type = DataValidationValues.List,
            AllowBlank = true,
            ShowErrorMessage = false,
            SequenceOfReferences = new ListValue<StringValue> { InnerText = Reference(header) },
        };

        string Reference(string header)
        {
            var letters = CellPlace.Letters(columns.TakeWhile(column => column.Header != header).Count() + 1);
            return $"{letters}2:{letters}{end}";
        }
    }

    private static void Gates(SheetWriter writer, Plan plan, PeopleBook people)
    {
        var rows = plan.Tasks.Where(task => task.Gate is not null).SelectMany(task => task.Gate!.Criteria.Select(criterion => (Gate: task.Id, Criterion: criterion))).ToList();
        var columns = new List<SheetTableColumn<(string Gate, Criterion Criterion)>>
        {
            new("Gate", 20, row => SheetValue.Of(row.Gate)),
            new("Criterion", 20, row => SheetValue.Of(row.Criterion.Id)),
        };
        foreach (var language in TaskColumns.Languages(plan.Launch, rows.Select(row => row.Criterion.Title)))
            columns.Add(new(TaskColumns.Header("Criterion title", language), 40, row => SheetValue.Of(row.Criterion.Title.ByLanguage.GetValueOrDefault(language))));
        columns.Add(new("Must", 9, row => SheetValue.Of(row.Criterion.Must ? "yes" : "no")));
        columns.Add(new("Met when", 30, row => SheetValue.Of(GateSheet.Written(row.Criterion.Met, people.Shown))));
        writer.Table("Gates", columns, rows, 2, _ => false, columns.Count, []);
    }

    private static IReadOnlyList<SheetTableColumn<Person>> PeopleColumns(PeopleBook people) =>
    [
        new("Person", 20, person => SheetValue.Of(person.Id)),
        new("Name", 26, person => SheetValue.Of(person.Name)),
        new("Roles", 30, person => SheetValue.Of(string.Join("; ", person.Roles))),
        new("Deputy", 22, person => SheetValue.Of(person.Deputy is { } deputy ? people.Shown(deputy) : null)),
        new("Phone", 22, person => SheetValue.Of(person.Phone)),
        new("Email", 30, person => SheetValue.Of(person.Email)),
        new("Language", 10, person => SheetValue.Of(person.Language)),
    ];

    private static bool IsRightToLeft(string language) => language.Split('-')[0] is "ar" or "fa" or "he" or "ur" or "ps" or "dv" or "ckb";
}
