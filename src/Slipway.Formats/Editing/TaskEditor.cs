using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Editing;

/// <summary>What came of changing a task by a form.</summary>
/// <param name="Texts">The texts afterwards; null when a value was refused, and then nothing has changed.</param>
/// <param name="Reading">The plan that they mean; null when a value was refused.</param>
/// <param name="Refusals">Every value that is none, with what is wrong with it.</param>
public sealed record TaskEdit(PlanTexts? Texts, PlanReading? Reading, IReadOnlyList<RefusedValue> Refusals)
{
    public bool Ok => Texts is not null;

    /// <summary>The same as a plan to edit further; null when a value was refused.</summary>
    public PlanEdit? Plan => Ok ? new PlanEdit(Texts, Reading, []) : null;
}

/// <param name="Name">The value's name in <see cref="TaskValues"/>.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record RefusedValue(string Name, Problem Problem);

/// <summary>Changes a task by the values of a form: each through <see cref="PlanEditor"/>, so that comments and order stay.</summary>
public static class TaskEditor
{
    /// <summary>Changes those values of a task that are wanted otherwise than they are.</summary>
    /// <param name="texts">The plan, in which the task is.</param>
    /// <param name="task">The task's id.</param>
    /// <param name="wanted">What its values shall be; only names that differ are touched.</param>
    public static TaskEdit Change(PlanTexts texts, string task, TaskValues wanted) => Change(PlanEdit.Of(texts), task, wanted);

    /// <summary>The same of a plan that has been read already, after an edit that was done.</summary>
    public static TaskEdit Change(PlanEdit plan, string task, TaskValues wanted)
    {
        var (texts, reading) = (plan.Texts!, plan.Reading!);
        var now = reading.Plan?.Task(task) ?? throw new ArgumentException($"The plan has no task {task}.", nameof(task));
        var languages = reading.Plan.Launch.Languages;
        var edit = plan;
        if (wanted.DifferentFrom(TaskValues.Of(now, languages)).Count == 0)
            return new TaskEdit(texts, reading, []);
        var refusals = new List<RefusedValue>();
        foreach (var step in TaskSteps.Between(now, wanted, languages, reading.Source))
        {
            var next = step.Apply(edit);
            if (next.Ok)
                edit = next;
            else
                refusals.AddRange(next.Refusal.Select(problem => new RefusedValue(step.Name, problem)));
        }
        return refusals.Count == 0 ? new TaskEdit(edit.Texts, edit.Reading, []) : new TaskEdit(null, null, refusals);
    }

    /// <summary>Changes the values of many tasks for whoever compares the whole afterwards.</summary>
    /// <remarks>
    /// Edits of different tasks do not touch, so every task gets one edit further each time the plan is read: the readings
    /// are as many as one task has edits, and not as many as there are tasks.
    /// </remarks>
    /// <returns>Null when a value cannot be changed.</returns>
    internal static PlanEdit? Change(PlanEdit plan, IReadOnlyList<(string Task, TaskValues Wanted)> tasks)
    {
        for (int? most = null; ; most--)
        {
            if (plan.Reading!.Plan is not { } now)
                return null;
            var (edits, left, longest) = (new List<FileEdit>(), new List<(string, TaskValues)>(), 0);
            foreach (var (id, wanted) in tasks)
            {
                if (now.Task(id) is not { } task)
                    return null;
                var steps = TaskSteps.Between(task, wanted, now.Launch.Languages, plan.Reading.Source).ToList();
                if (steps.Count == 0)
                    continue;
                if (steps.Select(step => step.First(plan)).FirstOrDefault(edit => edit is not null) is not { } first)
                    return null;
                edits.Add(first);
                left.Add((id, wanted));
                longest = Math.Max(longest, steps.Sum(step => step.Edits));
            }
            most ??= longest;
            if (edits.Count == 0 || most == 0)
                return edits.Count == 0 ? plan : null;
            (plan, tasks) = (PlanEdit.Of(FileEdit.Apply(plan.Texts!, edits)), left);
        }
    }

    /// <summary>Adds a task with the values of a form.</summary>
    /// <param name="texts">The plan.</param>
    /// <param name="id">The id of the task.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="isRollback">Whether it belongs to the rollback plan.</param>
    /// <param name="wanted">Its values.</param>
    /// <param name="behind">The task of the same list behind which it comes; null for the list's end.</param>
    public static TaskEdit Add(PlanTexts texts, string id, TaskKind kind, bool isRollback, TaskValues wanted, string? behind)
    {
        var plan = PlanEdit.Of(texts);
        var languages = plan.Reading!.Plan?.Launch.Languages ?? ["en"];
        var titles = languages.Where(language => wanted[$"title/{language}"].Length > 0).ToList();
        var first = new PlanTask
        {
            Id = id,
            Kind = kind,
            Title = titles is [var only] && only == languages[0] ? LocalizedText.Of(wanted[$"title/{only}"])
                : LocalizedText.Of(titles.Select(language => KeyValuePair.Create(language, wanted[$"title/{language}"]))),
            Phase = Words.Phases.FirstOrDefault(pair => pair.Word == wanted["phase"], Words.Phases[1]).Value,
            Gate = kind == TaskKind.Gate ? new GateRules([], null, null, []) : null,
            IsRollback = isRollback,
        };
        if (titles.Count == 0)
            return new TaskEdit(null, null, [new RefusedValue($"title/{languages[0]}", new Problem("missing-key", Severity.Error, default, id, ["title", Grammar.Task.Example("title")]))]);
        var added = PlanEditor.Add(plan, first, behind);
        return added.Ok ? Change(added, id, wanted) : new TaskEdit(null, null, [.. added.Refusal.Select(problem => new RefusedValue("id", problem))]);
    }

    /// <summary>Whether a text can be an id: small letters, digits and hyphens.</summary>
    public static bool IsId(string text) => IdList.IsWellFormed(text);
}
