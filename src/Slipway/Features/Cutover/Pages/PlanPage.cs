using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Plans;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Formats.Plans;
using Slipway.Platform.Identity;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Cutover.Pages;

/// <summary>What the pages of a plan have in common: the newest version and the reader.</summary>
public abstract class PlanPage(PlanPages services) : PageModel
{
    private bool hasRoom;
    private bool hasReview;

    public PlanVersion Version { get; private set; } = null!;

    public CurrentActor Reader { get; private set; } = null!;

    public Texts T { get; private set; } = null!;

    public bool MayEdit => WhoEdits.MayEdit(Reader, Version.Plan);

    public bool MayApprove => WhoEdits.MayApprove(Reader, Version.Plan);

    public string Name => Version.Plan.Launch.Title.In(T.Language);

    public LaunchFrame LaunchFrame => LaunchNav.Of(T, Version.Launch, Name, LaunchPage.Plan, hasRoom, hasReview);

    protected PlanPages Services => services;

    /// <summary>What the plan's people and tasks are called.</summary>
    public PlanWords Words => new(T, Version.Plan);

    /// <summary>Saves a version of the reader's behind the newest; false when somebody else was first, and then <see cref="Version"/> is theirs.</summary>
    protected async Task<bool> SaveAsync(PlanTexts texts, string? note)
    {
        var by = WhoEdits.NoteOf(Reader, Version.Plan, note);
        switch (await services.Launches.AddVersionAsync(Version.Launch, Version.Number, texts, by, HttpContext.RequestAborted))
        {
            case VersionAdded.Added:
                return true;
            case VersionAdded.Behind behind:
                Version = behind.Newest;
                return false;
            case var other:
                throw new InvalidOperationException($"A form changed the plan to one that cannot be saved: {other}.");
        }
    }

    /// <summary>Loads what is shown; a result when there is nothing to show or nobody to show it to.</summary>
    protected async Task<IActionResult?> OpenAsync(string id)
    {
        var reader = CurrentActor.Of(User)!;
        if (await services.Launches.CurrentAsync(id, HttpContext.RequestAborted) is not { } version)
            return NotFound();
        (Version, Reader, T) = (version, reader, services.Catalog.In(RequestLanguage.Of(HttpContext)));
        var runs = await services.Runs.OfLaunchAsync(id, HttpContext.RequestAborted);
        (hasRoom, hasReview) = (runs.Count > 0, runs.Any(run => run.State.Begun is not null));
        return null;
    }
}

/// <summary>The services that all pages of a plan need.</summary>
public sealed record PlanPages(ILaunches Launches, RunStore Runs, TextCatalog Catalog, PlanAnswers Answers, IClock Clock);
