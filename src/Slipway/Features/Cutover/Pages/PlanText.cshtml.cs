using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Contracts;
using Slipway.Features.Shared;
using Slipway.Features.Cutover.Plans;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Pages;

/// <summary>The plan as its two texts: check them, save them as a new version, lose nothing when two edit at once.</summary>
[Needs(PermissionTable.EditPlan)]
public sealed class PlanTextModel(PlanPages services) : PlanPage(services)
{
    /// <summary>Null when the field was emptied.</summary>
    [BindProperty]
    public string? LaunchYaml { get; set; }

    [BindProperty]
    public string? CutoverYaml { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The version that the texts were edited from.</summary>
    [BindProperty]
    public int BasedOn { get; set; }

    /// <summary>The version that somebody saved meanwhile and that the reader was shown; null for none.</summary>
    [BindProperty]
    public int? Against { get; set; }

    /// <summary>Mine or theirs, for each place that both changed.</summary>
    [BindProperty]
    public List<string?> Choices { get; set; } = [];

    /// <summary>What the checks say of the texts as they stand in the form; null before anybody asked.</summary>
    public IReadOnlyList<Problem>? Problems { get; private set; }

    /// <summary>What somebody else saved meanwhile, beside this form's.</summary>
    public Meanwhile? Meanwhile { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        (LaunchYaml, CutoverYaml, BasedOn) = (Version.Texts.LaunchYaml, Version.Texts.CutoverYaml, Version.Number);
        return Page();
    }

    public async Task<IActionResult> OnPostCheckAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        Problems = PlanAnswer.Check(Texts(), Services.Clock.Now());
        await CompareAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(string id) =>
        await OpenAsync(id) ?? await SaveAsync(BasedOn, Texts());

    /// <summary>Saves what both made, with a choice wherever both changed the same.</summary>
    public async Task<IActionResult> OnPostTogetherAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        await CompareAsync();
        if (Meanwhile is null)
            return await SaveAsync(BasedOn, Texts());
        return ChoosesEach() ? await SaveAsync(Meanwhile.Newest.Number, Merged()) : Page();
    }

    /// <summary>Puts what both made into the editor, to be gone over by hand.</summary>
    public async Task<IActionResult> OnPostEditAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        await CompareAsync();
        // What is not chosen would be in nobody's text any more.
        if (Meanwhile is not null && !ChoosesEach())
            return Page();
        if (Meanwhile is { } meanwhile)
            Show(Merged(), meanwhile.Newest.Number);
        Problems = PlanAnswer.Check(Texts(), Services.Clock.Now());
        return Page();
    }

    private bool ChoosesEach()
    {
        var each = Enumerable.Range(0, Meanwhile!.Conflicts.Count()).All(index => Choices.ElementAtOrDefault(index) is "mine" or "theirs");
        if (!each)
            ModelState.AddModelError("", "plan.choose-each");
        return each;
    }

    private async Task<IActionResult> SaveAsync(int basedOn, PlanTexts texts)
    {
        // Saving what is there already makes no version that nobody could tell from it.
        if (basedOn == Version.Number && texts == Version.Texts)
            return LocalRedirect(LaunchLinks.Plan(Version.Launch));
        var note = WhoEdits.NoteOf(Reader, Version.Plan, Note);
        switch (await Services.Launches.AddVersionAsync(Version.Launch, basedOn, texts, note, HttpContext.RequestAborted))
        {
            case VersionAdded.Added:
                return LocalRedirect(PlanLinks.Saved(Version.Launch, basedOn));
            case VersionAdded.Unreadable unreadable:
                if (basedOn != BasedOn)
                    Show(texts, basedOn);
                Problems = unreadable.Problems;
                ModelState.AddModelError("", "plan.cannot-save");
                return Page();
            case VersionAdded.Renamed:
                ModelState.AddModelError(nameof(LaunchYaml), T.Format("plan.other-id", ("id", Version.Launch)));
                return Page();
            case VersionAdded.RolesKept kept:
                if (basedOn != BasedOn)
                    Show(texts, basedOn);
                ModelState.AddModelError(nameof(LaunchYaml), T.Format("plan.roles-kept", ("names", OwnersOf(kept.Newest.Plan))));
                return Page();
            case VersionAdded.Behind behind:
                ModelState.Remove(nameof(Against));
                Against = behind.Newest.Number;
                Choices = [];
                await CompareAsync();
                ModelState.AddModelError("", T.Format("plan.somebody-saved", ("name", Words.Name(behind.Newest.Summary.By)), ("number", behind.Newest.Number)));
                return Page();
            default:
                return NotFound();
        }
    }

    /// <summary>Who may change roles, besides the administrator.</summary>
    private string OwnersOf(Plan plan) => string.Join(
        T["chart.list-separator"], plan.Launch.People.Where(person => person.Roles.Contains(Roles.ServiceOwner)).Select(person => person.Name).DefaultIfEmpty(T["roles.service-owner"]));

    private async Task CompareAsync()
    {
        if (Against is { } against && against > BasedOn
            && await Services.Launches.VersionAsync(Version.Launch, BasedOn, HttpContext.RequestAborted) is { } before
            && await Services.Launches.VersionAsync(Version.Launch, against, HttpContext.RequestAborted) is { } newest)
            Meanwhile = Meanwhile.Of(before, newest, Texts(), T);
    }

    private PlanTexts Merged() => Meanwhile!.Merge.Texts([.. Choices.Select(choice => choice == "mine")]);

    private void Show(PlanTexts texts, int basedOn)
    {
        ModelState.Clear();
        (LaunchYaml, CutoverYaml, BasedOn, Against, Meanwhile, Choices) = (texts.LaunchYaml, texts.CutoverYaml, basedOn, null, null, []);
    }

    /// <summary>Browsers send line ends of their own; a plan's are those that it had.</summary>
    private PlanTexts Texts() => new((LaunchYaml ?? "").ReplaceLineEndings("\n"), (CutoverYaml ?? "").ReplaceLineEndings("\n"));
}
