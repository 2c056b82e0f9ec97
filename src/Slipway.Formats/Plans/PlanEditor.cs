using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>Changes single values of a plan in its text, so that comments, order and notation of everything else stay.</summary>
/// <remarks>
/// Only the stretch of the text that holds the value is replaced. Then both files are read again and compared with the
/// plan before: when anything but that value changed its meaning, or the value is not one, the edit is refused.
/// </remarks>
public static class PlanEditor
{
    /// <summary>Sets, adds or removes one value.</summary>
    /// <param name="texts">The plan.</param>
    /// <param name="path">
    /// The path of the value, there already or not: <c>forward/3/takes</c>, <c>forward/3/title/fr</c>,
    /// <c>forward/3/after/1</c>, <c>launch/window/closes</c>, <c>launch/people/2/phone</c>. The thing that it belongs to
    /// must be there; another path is a programming error and throws.
    /// </param>
    /// <param name="value">
    /// The value as a person types it, without YAML's quotes. A list is given as its items with line breaks, semicolons
    /// or (but for working hours) commas between; <c>window</c>, <c>bridge</c>, <c>escalate</c> and <c>met</c> as in the
    /// plan, in braces. Null or blank takes the value away.
    /// </param>
    public static PlanEdit Set(PlanTexts texts, string path, string? value) => Set(PlanEdit.Of(texts), path, value);

    /// <summary>The same of a plan that has been read already, after an edit that was done.</summary>
    public static PlanEdit Set(PlanEdit now, string path, string? value)
    {
        var (texts, reading, at) = (now.Texts!, now.Reading!, PlanPath.Of(path));
        if (reading.Plan is null || now.Root(at.InLaunch) is not { } root)
            return PlanEdit.Refused(reading.Problems);
        if (EditOf(now, path, value) is not { } edit)
            return new PlanEdit(texts, reading, []);
        // What is taken out of a list or put behind it means something; else it was another thing than the one that was meant.
        var isWholeItem = char.IsAsciiDigit(at.Last[0]) && (string.IsNullOrWhiteSpace(value) || ValueEdit.Find(root, at) is null);
        var result = Checked(texts, reading, edit.Apply(texts), path, changes => (changes.Count > 0 || !isWholeItem) && changes.All(change => EditScope.Allows(at, change)));
        return !result.Ok || ValueEdit.IsNow(result.Reading!, path, value) ? result : TooWide(reading, path);
    }

    /// <summary>Sets several values one after the other, all or none.</summary>
    public static PlanEdit Set(PlanTexts texts, IEnumerable<(string Path, string? Value)> values) => Set(PlanEdit.Of(texts), values);

    /// <summary>The same of a plan that has been read already, after an edit that was done.</summary>
    public static PlanEdit Set(PlanEdit now, IEnumerable<(string Path, string? Value)> values)
    {
        var edit = now;
        foreach (var (path, value) in values)
        {
            edit = Set(edit, path, value);
            if (!edit.Ok)
                break;
        }
        return edit;
    }

    /// <summary>Adds a task to the list it belongs to (forward, or rollback by <see cref="PlanTask.IsRollback"/>).</summary>
    /// <param name="texts">The plan.</param>
    /// <param name="task">The task; its path is of no account.</param>
    /// <param name="behind">The id of the task of the same list behind which it comes; null for the list's end.</param>
    public static PlanEdit Add(PlanTexts texts, PlanTask task, string? behind = null) => Add(PlanEdit.Of(texts), task, behind);

    /// <summary>The same of a plan that has been read already, after an edit that was done.</summary>
    public static PlanEdit Add(PlanEdit now, PlanTask task, string? behind = null)
    {
        var (texts, reading) = (now.Texts!, now.Reading!);
        return TaskListEdit.Add(texts.CutoverYaml, task, behind) is { } edit
            ? Checked(texts, reading, texts with { CutoverYaml = edit.Apply(texts.CutoverYaml) }, "cutover/forward", changes => changes is [{ Kind: ChangeKind.Added, Subject: ChangeSubject.Task, Field: null } added] && added.Id == task.Id)
            : TooWide(reading, task.IsRollback ? "rollback" : "forward");
    }

    /// <summary>Removes a task. What refers to it stays, and the checks will say so. Comments above it stay.</summary>
    public static PlanEdit Remove(PlanTexts texts, string task)
    {
        var reading = texts.Read();
        return reading.Plan?.Task(task) is { } found && TaskListEdit.Remove(texts.CutoverYaml, found.Path) is { } edit
            ? Checked(texts, reading, texts with { CutoverYaml = edit.Apply(texts.CutoverYaml) }, found.Path, changes => changes is [{ Kind: ChangeKind.Removed, Subject: ChangeSubject.Task, Field: null } removed] && removed.Id == task)
            : TooWide(reading, "forward");
    }

    /// <summary>Adds a criterion to a gate, behind its others.</summary>
    /// <param name="now">The plan.</param>
    /// <param name="gate">The gate's id.</param>
    /// <param name="criterion">The criterion.</param>
    public static PlanEdit AddCriterion(PlanEdit now, string gate, Criterion criterion)
    {
        var (texts, reading) = (now.Texts!, now.Reading!);
        return EditOf(now, gate, criterion) is { } edit
            ? Checked(texts, reading, edit.Apply(texts), reading.Plan!.Task(gate)!.Path, changes => changes.Count > 0 && changes.All(change => change.Id == gate && change.Field?.Split('/')[0] == "criteria"))
            : TooWide(reading, "forward");
    }

    /// <summary>Writes down that somebody lives with a finding, and why.</summary>
    public static PlanEdit Accept(PlanTexts texts, AcceptedFinding accepted) =>
        AcceptedEdit.Add(texts.CutoverYaml, accepted) is { } edit
            ? Checked(texts, texts.Read(), texts with { CutoverYaml = edit.Apply(texts.CutoverYaml) }, "accepted", changes => changes is [{ Kind: ChangeKind.Added, Subject: ChangeSubject.Accepted, Field: null }])
            : TooWide(texts.Read(), "accepted");

    /// <summary>Takes back that somebody lives with a finding.</summary>
    /// <param name="texts">The plan.</param>
    /// <param name="rule">The finding's rule.</param>
    /// <param name="task">The task that it is about; null for none.</param>
    public static PlanEdit NoLongerAccept(PlanTexts texts, string rule, string? task)
    {
        var reading = texts.Read();
        var known = reading.Plan?.Accepted.FirstOrDefault(accepted => accepted.Rule == rule && accepted.Task == task);
        return known is not null && AcceptedEdit.Remove(texts.CutoverYaml, known) is { } edit
            ? Checked(texts, reading, texts with { CutoverYaml = edit.Apply(texts.CutoverYaml) }, "accepted", changes => changes.Count > 0 && changes.All(change => change.Subject == ChangeSubject.Accepted))
            : TooWide(reading, "accepted");
    }

    /// <summary>The stretch that would have to change for a value; null when there is nothing to change.</summary>
    internal static FileEdit? EditOf(PlanEdit now, string path, string? value)
    {
        var at = PlanPath.Of(path);
        return now.Root(at.InLaunch) is { } root && ValueEdit.Of(now.Text(at.InLaunch), root, at, value, now.Reading!.Plan!.Launch.Languages[0]) is { } edit
            ? new FileEdit(at.InLaunch, edit)
            : null;
    }

    /// <summary>The same for a criterion behind a gate's others; null when there is no such gate.</summary>
    internal static FileEdit? EditOf(PlanEdit now, string gate, Criterion criterion) =>
        now.Reading!.Plan?.Task(gate) is { } found && TaskListEdit.AddCriterion(now.Texts!.CutoverYaml, now.Root(inLaunch: false), PlanPath.Of(found.Path), criterion) is { } edit
            ? new FileEdit(false, edit)
            : null;

    /// <summary>The new texts, if they mean what they should and no more.</summary>
    private static PlanEdit Checked(PlanTexts before, PlanReading reading, PlanTexts after, string path, Func<IReadOnlyList<PlanChange>, bool> isMeant)
    {
        if (before == after)
            return new PlanEdit(before, reading, []);
        var result = after.Read();
        if (reading.Plan is not { } was || result.Plan is not { } now)
            return reading.Plan is null ? PlanEdit.Refused(reading.Problems) : TooWide(reading, path);
        var known = reading.Problems.Select(Said).ToHashSet();
        var fresh = result.Problems.Where(problem => problem.Severity == Severity.Error && !known.Contains(Said(problem))).ToList();
        if (fresh.Count > 0)
            return PlanEdit.Refused(fresh);
        return isMeant(PlanDifference.Between(was, now)) ? new PlanEdit(after, result, []) : TooWide(reading, path);

        static (string, string?, string) Said(Problem problem) => (problem.Rule, problem.Task, string.Join('\0', problem.Values));
    }

    private static PlanEdit TooWide(PlanReading reading, string path) =>
        PlanEdit.Refused(new Problem("edit-too-wide", Severity.Error, reading.Source.Find(path), null, [path]));
}
