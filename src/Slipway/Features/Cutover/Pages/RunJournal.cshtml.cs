using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Pages;

/// <summary>Every entry of a run's journal, and whether it is what was written.</summary>
[Needs(PermissionTable.SeeRun)]
public sealed class RunJournalModel(RunPages services, JournalStore journal, SharedVerdict verdicts) : RunPage(services)
{
    private const int PageLength = 200;

    public IReadOnlyList<(JournalEntry Entry, RunEvent Event)> Entries { get; private set; } = [];

    public EventWords Events { get; private set; } = null!;

    public JournalVerdict Verdict { get; private set; } = null!;

    /// <summary>The page begins after this version.</summary>
    [BindProperty(SupportsGet = true)]
    public long After { get; set; }

    public long? NextAfter { get; private set; }

    protected override LaunchPage Section => LaunchPage.Other;

    public async Task<IActionResult> OnGetAsync(string id, int? number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        Events = new EventWords(Words);
        var entries = await journal.ReadAsync(Run.Record.Stream, Math.Max(0, After), PageLength, HttpContext.RequestAborted);
        Entries = [.. entries.Select(entry => (entry, RunStore.Event(entry)))];
        NextAfter = entries.Count == PageLength ? entries[^1].Version : null;
        Verdict = await verdicts.CoveringAsync(Run.Record.Stream, Run.State.Version, HttpContext.RequestAborted);
        return Page();
    }
}
