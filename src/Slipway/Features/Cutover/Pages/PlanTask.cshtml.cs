using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Plans;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Formats.Editing;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Pages;

/// <summary>The form for one task of the plan, there already or new; when two edit it, both are put together.</summary>
[Needs(PermissionTable.EditPlan)]
public sealed class PlanTaskModel(PlanPages services) : PlanPage(services)
{
    /// <summary>The kinds that can be added, as the address names them.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["task", "milestone", "checkpoint", "gate", "rollback"];

    /// <summary>Single values by their names in <see cref="TaskValues"/>.</summary>
    [BindProperty]
    public Dictionary<string, string?> Values { get; set; } = [];

    /// <summary>Lists by their names.</summary>
    [BindProperty]
    public Dictionary<string, List<string?>> Lists { get; set; } = [];

    /// <summary>For values that two changed: mine or theirs, by name.</summary>
    [BindProperty]
    public Dictionary<string, string?> Choices { get; set; } = [];

    /// <summary>The version that the form shows.</summary>
    [BindProperty]
    public int BasedOn { get; set; }

    /// <summary>The version that the reader began from; an earlier one when somebody saved meanwhile.</summary>
    [BindProperty]
    public int BeganFrom { get; set; }

    /// <summary>Whether somebody took the task out meanwhile and the reader was told.</summary>
    [BindProperty]
    public bool PutBack { get; set; }

    [BindProperty]
    public string? NewId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "task";

    [BindProperty(SupportsGet = true)]
    public string? Behind { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The id of the task; null for a new one.</summary>
    public string? TaskId { get; private set; }

    /// <summary>The task as the form's version has it; a new one is empty.</summary>
    public PlanTask Task { get; private set; } = null!;

    public bool IsGate => Task.Kind == TaskKind.Gate;

    public bool IsWork => Task.Kind is TaskKind.Task or TaskKind.Checkpoint;

    public IReadOnlyList<string> Languages => Version.Plan.Launch.Languages;

    /// <summary>The criteria that the form shows, with one more to be filled in.</summary>
    public IEnumerable<string> Criteria => Values.Keys.Select(name => name.Split('/')).Where(parts => parts is ["criteria", _, ..]).Select(parts => parts[1]).Append("+").Distinct();

    /// <summary>Whether a part that is closed at first has something to show.</summary>
    public bool IsOpen(params string[] names) => names.Any(name =>
        TaskValues.Lists.Contains(name) ? Lists[name].Count > 0 || ModelState.ContainsKey($"Lists[{name}]") && ModelState[$"Lists[{name}]"]!.Errors.Count > 0
        : !string.IsNullOrEmpty(Values.GetValueOrDefault(name)) || ModelState[$"Values[{name}]"]?.Errors.Count > 0);

    /// <summary>What the checks say of this task.</summary>
    public IReadOnlyList<Problem> Problems => TaskId is not { } id ? []
        : [.. Services.Answers.Of(Version).ProblemsAt(Services.Clock.Now()).Where(problem => problem.Accepted is null && (problem.Task == id || problem.OtherTasks.Contains(id)))];

    /// <summary>What somebody saved meanwhile and what the reader changed, when they met.</summary>
    public (string Name, IReadOnlyList<IHtmlContent> Theirs, IReadOnlyList<IHtmlContent> Mine)? Meanwhile { get; private set; }

    /// <summary>The values that both changed: what they were, and what either made of them.</summary>
    public IReadOnlyList<(string Name, string Was, string Theirs, string Mine)> Conflicts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, string? task)
    {
        if (await OpenAsync(id, task) is { } other)
            return other;
        (BasedOn, BeganFrom) = (Version.Number, Version.Number);
        Show(TaskValues.Of(Task, Languages));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? task)
    {
        if (await OpenAsync(id, task) is { } other)
            return other;
        var seen = await Services.Launches.VersionAsync(id, BasedOn, HttpContext.RequestAborted) ?? Version;
        var began = await Services.Launches.VersionAsync(id, BeganFrom, HttpContext.RequestAborted) ?? seen;
        if (task is not null && (seen.Plan.Task(task) ?? began.Plan.Task(task)) is { } shown)
            Task = shown;
        else if (task is not null && Version.Plan.Task(task) is null)
            return NotFound();
        var typed = Typed();
        if (TaskId is null)
            return await AddAsync(seen, typed);
        if (began.Number < seen.Number && !TryChoose(began, seen, ref typed))
            return Redraw(typed);
        return seen.Number == Version.Number ? await ChangeAsync(typed) : PutTogether(seen, typed);
    }

    private async Task<IActionResult?> OpenAsync(string id, string? task)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        if (!Kinds.Contains(Kind))
            Kind = "task";
        TaskId = task;
        var empty = new PlanTask { Id = "", Title = LocalizedText.Of(""), Kind = KindOf(Kind), IsRollback = Kind == "rollback", Gate = Kind == "gate" ? new GateRules([], null, null, []) : null };
        // Somebody may have taken it out while the form was open.
        if (task is not null && Version.Plan.Task(task) is null && !HttpMethods.IsPost(Request.Method))
            return NotFound();
        Task = task is null ? empty : Version.Plan.Task(task) ?? empty with { Id = task };
        return null;
    }

    private async Task<IActionResult> AddAsync(PlanVersion seen, TaskValues typed)
    {
        var title = Languages.Select(language => typed[$"title/{language}"]).FirstOrDefault(words => words.Length > 0);
        var id = string.IsNullOrWhiteSpace(NewId) ? AddedTasks.IdFor(title ?? "", Version.Plan) : NewId.Trim();
        if (!TaskEditor.IsId(id))
            ModelState.AddModelError(nameof(NewId), T.Format("taskform.bad-id", ("id", AddedTasks.IdFor(id, Version.Plan))));
        var behind = string.IsNullOrWhiteSpace(Behind) ? null : Behind.Trim();
        if (behind is not null && (Task.IsRollback ? Version.Plan.Rollback : Version.Plan.Forward).All(other => other.Id != behind))
            ModelState.AddModelError(nameof(Behind), T.Format("taskform.unknown-behind", ("id", behind)));
        if (title is null)
            ModelState.AddModelError($"Values[title/{Languages[0]}]", "taskform.title-missing");
        if (!ModelState.IsValid)
            return Redraw(typed);
        // Sent twice, it is there already.
        if (AlreadyThere(seen, typed) is { } sent)
            return LocalRedirect(PlanLinks.Saved(Version.Launch, seen.Number, sent.Id));
        // A new task touches nothing that others have: it goes behind whatever is the newest version.
        TaskEdit edit;
        do
        {
            edit = TaskEditor.Add(Version.Texts, id, Task.Kind, Task.IsRollback, typed, behind is not null && Version.Plan.Task(behind) is not null ? behind : null);
            if (!edit.Ok)
                return Refuse(edit, typed);
        }
        while (!await SaveAsync(edit.Texts!, Note));
        return LocalRedirect(PlanLinks.Saved(Version.Launch, Version.Number, id));
    }

    /// <summary>A task that came into the plan since the form was asked for, with nothing but what the form says; null if there is none.</summary>
    private PlanTask? AlreadyThere(PlanVersion seen, TaskValues typed) =>
        Version.Plan.Tasks.FirstOrDefault(task => seen.Plan.Task(task.Id) is null && task.Kind == Task.Kind && task.IsRollback == Task.IsRollback
            && TaskValues.Of(task, Languages) is var values && values.Names.All(name => values[name] == typed[name]));

    private async Task<IActionResult> ChangeAsync(TaskValues typed)
    {
        if (Version.Plan.Task(TaskId!) is null)
            return await PutBackAsync(typed);
        var before = Version;
        var edit = TaskEditor.Change(Version.Texts, TaskId!, typed);
        if (!edit.Ok)
            return Refuse(edit, typed);
        if (edit.Texts == Version.Texts)
            return LocalRedirect(PlanLinks.Chosen(Version.Launch, TaskId!));
        return await SaveAsync(edit.Texts!, Note) ? LocalRedirect(PlanLinks.Saved(Version.Launch, before.Number, TaskId)) : PutTogether(before, typed);
    }

    /// <summary>Both changed the plan: shows what either did, with the form as both together would have it.</summary>
    private PageResult PutTogether(PlanVersion seen, TaskValues typed)
    {
        ModelState.Clear();
        var was = TaskValues.Of(seen.Plan.Task(TaskId!) ?? Task, Languages);
        var mine = TaskEditor.Change(seen.Texts, TaskId!, typed).Reading?.Plan ?? seen.Plan;
        var name = Words.Name(Version.Summary.By);
        Meanwhile = (name, new ChangeWords(T, seen.Plan, Version.Plan).All(), new ChangeWords(T, seen.Plan, mine).All());
        // Where the task is gone already, the version that still had it tells what it was.
        (BeganFrom, BasedOn) = (seen.Plan.Task(TaskId!) is null ? BeganFrom : seen.Number, Version.Number);
        if (Version.Plan.Task(TaskId!) is not { } theirs)
        {
            PutBack = true;
            ModelState.AddModelError("", T.Format("taskform.gone", ("name", name), ("number", Version.Number)));
            return Redraw(typed);
        }
        Task = theirs;
        var (merged, conflicts) = TaskValues.Merge(was, TaskValues.Of(theirs, Languages), typed);
        Ask(was, TaskValues.Of(theirs, Languages), typed, conflicts);
        ModelState.AddModelError("", T.Format("taskform.others-changed", ("name", name), ("number", Version.Number)));
        return Redraw(merged);
    }

    private async Task<IActionResult> PutBackAsync(TaskValues typed)
    {
        var edit = TaskEditor.Add(Version.Texts, TaskId!, Task.Kind, Task.IsRollback, typed, null);
        if (!edit.Ok)
            return Refuse(edit, typed);
        var before = Version;
        return await SaveAsync(edit.Texts!, Note) ? LocalRedirect(PlanLinks.Saved(Version.Launch, before.Number, TaskId)) : PutTogether(before, typed);
    }

    /// <summary>Takes the reader's choices for what both changed; false when one is missing.</summary>
    private bool TryChoose(PlanVersion began, PlanVersion seen, ref TaskValues typed)
    {
        if (began.Plan.Task(TaskId!) is not { } first || seen.Plan.Task(TaskId!) is not { } second)
            return true;
        var (was, theirs) = (TaskValues.Of(first, Languages), TaskValues.Of(second, Languages));
        var (_, conflicts) = TaskValues.Merge(was, theirs, typed);
        var open = conflicts.Where(name => Choices.GetValueOrDefault(name) is not ("mine" or "theirs")).ToList();
        if (open.Count > 0)
        {
            Ask(was, theirs, typed, conflicts);
            ModelState.AddModelError("", "taskform.choose");
            return false;
        }
        typed = typed.With(conflicts.Where(name => Choices[name] == "theirs").Select(name => KeyValuePair.Create(name, (string?)theirs[name])));
        return true;
    }

    private void Ask(TaskValues was, TaskValues theirs, TaskValues mine, IEnumerable<string> conflicts) =>
        Conflicts = [.. conflicts.Select(name => (name, was[name], theirs[name], mine[name]))];

    private TaskValues Typed()
    {
        var names = new TypedNames(T, Version.Plan);
        var lists = Lists.Select(list => KeyValuePair.Create(list.Key, (string?)string.Join('\n', list.Value)));
        return TaskValues.Of(Task, Languages).With(Values.Concat(lists).Select(pair => KeyValuePair.Create(pair.Key, names.Read(pair.Key, pair.Value))));
    }

    private PageResult Refuse(TaskEdit edit, TaskValues typed)
    {
        foreach (var (name, problem) in edit.Refusals)
        {
            var field = name == "id" ? nameof(NewId) : TaskValues.Lists.Contains(name) ? $"Lists[{name}]" : $"Values[{name}]";
            ModelState.AddModelError(field, $"{ProblemSentences.Message(T, problem, Version.Plan)} {ProblemSentences.Remedy(T, problem, Version.Plan)}");
        }
        return Redraw(typed);
    }

    private PageResult Redraw(TaskValues values)
    {
        Show(values);
        return Page();
    }

    private void Show(TaskValues values)
    {
        Values = values.Names.Where(name => !TaskValues.Lists.Contains(name)).ToDictionary(name => name, name => (string?)values[name]);
        foreach (var name in Languages.Select(language => $"title/{language}").Concat(["must", "met", "of"]))
            Values.TryAdd($"criteria/+/{name}", name == "must" ? "true" : "");
        Lists = TaskValues.Lists.ToDictionary(name => name, name => values[name].Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList<string?>());
    }

    private static TaskKind KindOf(string kind) => kind switch
    {
        "milestone" => TaskKind.Milestone,
        "checkpoint" => TaskKind.Checkpoint,
        "gate" => TaskKind.Gate,
        _ => TaskKind.Task,
    };
}
