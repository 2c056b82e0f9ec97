using Slipway.Formats.Plans;
using Slipway.Formats.Plans.Automation;
using Slipway.Planning.Automation;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Turns the cells of a row into a task; links, times and gates' criteria come after.</summary>
internal sealed class TaskCells(ImportContext context)
{
    public PlanTask Read(SheetTask task)
    {
        var owners = PeopleIn(task, SheetField.Owner);
        var who = PeopleIn(task, SheetField.Who);
        var kind = Word(task, SheetField.Kind, SheetRules.UnknownKind, "", text => WordList.Values.Find("kind", text)) is { } word
            ? Words.Kinds.First(known => known.Word == word).Value : TaskKind.Task;
        var title = Localized(task, SheetField.Title) ?? LocalizedText.Of(task.Id);
        // Never more than a hint: what a title says does not make a gate.
        if (!context.IsOurs && kind == TaskKind.Task && task.Text(SheetField.Kind).Length == 0 && title.ByLanguage.Values.FirstOrDefault(IsGoNoGo) is { } decision)
            context.Findings.Add(SheetRules.LooksLikeGate, task.Grid, task.Place(SheetField.Title), decision);
        var work = WorkOf(task);
        return new PlanTask
        {
            Id = task.Id,
            Kind = kind,
            Title = title,
            Do = Localized(task, SheetField.Do),
            Expect = Localized(task, SheetField.Expect),
            Phase = task.SaidPhase ?? task.HeadingPhase ?? Phase.Launch,
            Workstream = context.Text(task, SheetField.Workstream) is { } workstream ? (context.IsOurs ? workstream.Trim() : OneLine(workstream)) : task.HeadingWorkstream,
            Owner = owners is [var owner, ..] ? owner : null,
            Deputy = PersonIn(task, SheetField.Deputy),
            Team = TeamOf(task, owners),
            Attended = work is null && (Flag(task, SheetField.Attended) ?? true),
            Work = work,
            Mandatory = Flag(task, SheetField.Mandatory) ?? false,
            Purpose = PurposesOf(task),
            Who = who.Count > 0 ? who : owners.Count > 1 ? owners : [],
            StartBy = Attendance(task, SheetField.StartBy),
            EndBy = Attendance(task, SheetField.EndBy),
            VerifiedBy = PersonIn(task, SheetField.VerifiedBy),
            Escalate = Escalation(task),
            Where = Localized(task, SheetField.Where),
            System = context.Text(task, SheetField.System),
            Ref = context.Text(task, SheetField.Ref),
            Evidence = context.Text(task, SheetField.Evidence),
            GoLive = Flag(task, SheetField.GoLive) ?? false,
            Gate = kind != TaskKind.Gate ? null
                : new GateRules(PeopleIn(task, SheetField.Voters), PersonIn(task, SheetField.Decider), Quorum(task), []),
            IsRollback = task.IsRollback,
        };
    }

    private static bool IsGoNoGo(string title) =>
        $" {Folding.Fold(title)} " is var words && (words.Contains(" go no go ", StringComparison.Ordinal) || words.Contains(" go nogo ", StringComparison.Ordinal));

    /// <summary>The phase that the row itself says; a text that is none is told.</summary>
    public Phase? PhaseOf(SheetTask task) =>
        Word(task, SheetField.Phase, SheetRules.UnknownPhase, "", text => WordList.Values.Find("phase", PhaseWords.Bare(text))) is { } word
            ? Words.Phases.First(known => known.Word == word).Value : null;

    private LocalizedText? Localized(SheetTask task, SheetField field)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (cell, place) in task.Cells(field))
        {
            if (cell.Kind == CellKind.Error)
            {
                context.Findings.Add(SheetRules.ErrorCell, task.Grid, place, cell.Shown);
                continue;
            }
            var text = context.Clean(cell.Shown);
            if (!context.IsOurs)
                text = field == SheetField.Title ? OneLine(text) : text.Trim();
            if (string.IsNullOrWhiteSpace(text) || (!context.IsOurs && ImportContext.IsDash(text)))
                continue;
            var language = task.Mapping.Columns[place.Column].Language;
            texts[language] = texts.TryGetValue(language, out var before) ? $"{before}\n\n{text}" : text;
        }
        // A text for everybody beside one for a language: a plan has either.
        if (texts.Count > 1 && texts.Remove(LocalizedText.AnyLanguage, out var forAll))
            texts["en"] = texts.TryGetValue("en", out var english) ? $"{english}\n\n{forAll}" : forAll;
        return texts.Count == 0 ? null : LocalizedText.Of(texts);
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IReadOnlyList<string> PeopleIn(SheetTask task, SheetField field)
    {
        if (context.Filled(task, field) is not { } found)
            return [];
        if (context.IsOurs || !PeopleBook.IsNobody(found.Cell.Shown))
            return context.People.All(found.Cell.Shown);
        context.Findings.Add(SheetRules.Nobody, task.Grid, found.Place, found.Cell.Shown.Trim());
        return [];
    }

    private string? PersonIn(SheetTask task, SheetField field) => PeopleIn(task, field) is [var first, ..] ? first : null;

    private string? TeamOf(SheetTask task, IReadOnlyList<string> members)
    {
        if (context.Text(task, SheetField.Team)?.Trim() is not { } name)
            return null;
        return context.IsOurs && Ids.IsId(name) ? name : context.Teams.Of(name, members.Where(context.People.IsPerson));
    }

    private string? Word(SheetTask task, SheetField field, InputRule rule, string example, Func<string, string?> read)
    {
        if (context.Filled(task, field) is not { } found)
            return null;
        if (read(found.Cell.Shown) is { } word)
            return word;
        context.Findings.Add(rule, task.Grid, found.Place, found.Cell.Shown.Trim(), example);
        return null;
    }

    private bool? Flag(SheetTask task, SheetField field) =>
        context.Read(task, field, SheetRules.NotAFlag, "", cell =>
            cell.Kind == CellKind.Truth ? Parsed.Of(cell.Number != 0)
            : WordList.Values.Is("yes", cell.Shown) ? Parsed.Of(true)
            : WordList.Values.Is("no", cell.Shown) ? Parsed.Of(false)
            : Parsed.Refused<bool>());

    private List<Purpose> PurposesOf(SheetTask task)
    {
        if (context.Filled(task, SheetField.Purpose) is not { } found)
            return [];
        if (PlanWords.Purposes(found.Cell.Shown) is { } purposes)
            return purposes;
        context.Findings.Add(SheetRules.NotAWord, task.Grid, found.Place, found.Cell.Shown.Trim(), string.Join(", ", Words.Purposes.Select(purpose => purpose.Word)));
        return [];
    }

    private Attendance Attendance(SheetTask task, SheetField field)
    {
        if (context.Filled(task, field) is not { } found)
            return Planning.Plans.Attendance.Any;
        if (PlanWords.AttendanceIn(found.Cell.Shown) is { } attendance)
            return attendance;
        context.Findings.Add(SheetRules.NotAWord, task.Grid, found.Place, found.Cell.Shown.Trim(), "any, all, starter, 2");
        return Planning.Plans.Attendance.Any;
    }

    private AutomatedWork? WorkOf(SheetTask task)
    {
        if (context.Filled(task, SheetField.Work) is not { } found)
            return null;
        var (work, problem) = WorkReader.OfCell(context.Clean(found.Cell.Shown));
        if (problem is not null)
            context.Findings.Add(SheetRules.NotWork, task.Grid, found.Place, ProblemText.Message(problem));
        return work;
    }

    private int? Quorum(SheetTask task)
    {
        var quorum = context.Read(task, SheetField.Quorum, SheetRules.NotAWord, "all, 2", cell =>
            WholeNumber.Read(cell.Shown.Trim()) is { } number ? Parsed.Of(number)
            : cell.Shown.Trim().Equals("all", StringComparison.OrdinalIgnoreCase) ? Parsed.Of(-1)
            : Parsed.Refused<int>());
        return quorum is -1 ? null : quorum;
    }

    private Escalation? Escalation(SheetTask task)
    {
        if (PersonIn(task, SheetField.EscalateTo) is not { } to)
            return null;
        var after = context.Read(task, SheetField.EscalateAfter, SheetRules.NotADuration, "10m", cell => DurationCell.Duration(cell, DurationUnit.Unsaid));
        if (after is null)
            context.Findings.Add(SheetRules.EscalationTime, task.Grid, task.Place(SheetField.EscalateTo), task.Text(SheetField.EscalateTo));
        return new Escalation(after ?? PlanDuration.FromMinutes(15), to);
    }
}
