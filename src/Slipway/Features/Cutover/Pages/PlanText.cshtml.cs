using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Plans;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Pages;

/// <summary>The plan as its two texts: check them, save them as a new version, lose nothing when two edit at once.</summary>
public sealed class PlanTextModel(PlanPages services) : PlanPage(services)
{
    [BindProperty]
    public string LaunchYaml { get; set; } = "";

    [BindProperty]
    public string CutoverYaml { get; set; } = "";

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The version that the texts were edited from.</summary>
    [BindProperty]
    public int BasedOn { get; set; }

    /// <summary>What the checks say of the texts as they stand in the form; null before anybody asked.</summary>
    public IReadOnlyList<Problem>? Problems { get; private set; }

    /// <summary>Lines that somebody else changed meanwhile: theirs, and this form's.</summary>
    public IReadOnlyList<LineChange> Theirs { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        if (!MayEdit)
            return Forbid();
        (LaunchYaml, CutoverYaml, BasedOn) = (Version.Texts.LaunchYaml, Version.Texts.CutoverYaml, Version.Number);
        return Page();
    }

    public async Task<IActionResult> OnPostCheckAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        if (!MayEdit)
            return Forbid();
        Problems = PlanView.ProblemsOf(Texts(), Services.Clock.Now());
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        if (!MayEdit)
            return Forbid();
        var note = new VersionNote(Reader.Person ?? Reader.Id, string.IsNullOrWhiteSpace(Note) ? null : Note.Trim());
        switch (await Services.Launches.AddVersionAsync(id, BasedOn, Texts(), note, HttpContext.RequestAborted))
        {
            case VersionAdded.Added:
                return LocalRedirect(LaunchLinks.Plan(id));
            case VersionAdded.Unreadable unreadable:
                Problems = unreadable.Problems;
                ModelState.AddModelError("", "plan.cannot-save");
                return Page();
            case VersionAdded.Renamed:
                ModelState.AddModelError(nameof(LaunchYaml), T.Format("plan.other-id", ("id", id)));
                return Page();
            case VersionAdded.Behind behind:
                var before = await Services.Launches.VersionAsync(id, BasedOn, HttpContext.RequestAborted);
                Theirs = [.. LineChange.Between(before!.Texts.LaunchYaml, behind.Newest.Texts.LaunchYaml, "launch.yaml"), .. LineChange.Between(before.Texts.CutoverYaml, behind.Newest.Texts.CutoverYaml, "cutover.yaml")];
                BasedOn = behind.Newest.Number;
                ModelState.Remove(nameof(BasedOn));
                ModelState.AddModelError("", T.Format("plan.somebody-saved", ("name", behind.Newest.Summary.By), ("number", behind.Newest.Number)));
                return Page();
            default:
                return NotFound();
        }
    }

    /// <summary>Browsers send line ends of their own; a plan's are those that it had.</summary>
    private PlanTexts Texts() => new(LaunchYaml.ReplaceLineEndings("\n"), CutoverYaml.ReplaceLineEndings("\n"));
}
