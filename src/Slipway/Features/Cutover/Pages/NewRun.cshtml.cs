using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Plans;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Identity;
using Slipway.Platform.Localisation;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;

namespace Slipway.Features.Cutover.Pages;

/// <summary>Starts a rehearsal or a live run.</summary>
[Needs(PermissionTable.StartRun)]
public sealed class NewRunModel(ILaunches launches, RunStore runs, StartRun start, ServerSettings server, TextCatalog catalog, IClock clock) : PageModel
{
    public static readonly IReadOnlyList<int> Speeds = [1, 10, 60, 300, 600];

    [BindProperty]
    public RunMode Mode { get; set; } = RunMode.Rehearsal;

    /// <summary>T-2h or a wall clock of the plan; empty for the launch phase.</summary>
    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    /// <summary>Null for what is usual with or without the autopilot.</summary>
    [BindProperty]
    public int? Speed { get; set; }

    [BindProperty]
    public bool Autopilot { get; set; } = true;

    /// <summary>Whether automated tasks of a rehearsal act in its environment; else they are played.</summary>
    [BindProperty]
    public bool Acts { get; set; }

    [BindProperty]
    public long Seed { get; set; } = 1;

    /// <summary>Whether people are told in a rehearsal; in a live run they are.</summary>
    [BindProperty]
    public NoticeMode Notices { get; set; }

    /// <summary>Made with the form: sent twice, it starts one run.</summary>
    [BindProperty]
    public Guid CommandId { get; set; } = Guid.CreateVersion7();

    [BindProperty]
    public string? Confirm { get; set; }

    /// <summary>Whether this server can tell anybody anything.</summary>
    public bool TellsPeople => server.Notices is not null;

    public IEnumerable<NoticeMode> NoticeModes => !TellsPeople ? [NoticeMode.Off] : server.Notices!.Tests is null ? [NoticeMode.Off, NoticeMode.On] : [NoticeMode.Off, NoticeMode.Test, NoticeMode.On];

    /// <summary>Whether the plan has tasks that act by themselves.</summary>
    public bool HasWork => PlanRun.HasWork(Version.Plan);

    /// <summary>Whether they may act in a rehearsal.</summary>
    public bool MayAct => Version.Summary.HasFourEyes && Version.Plan.Launch.RehearsalEnvironment is not null;

    public string ActingHint => MayAct ? "newrun.acts-hint" : Version.Plan.Launch.RehearsalEnvironment is null ? "newrun.no-environment" : "newrun.not-approved";

    public PlanVersion Version { get; private set; } = null!;

    public IReadOnlyList<Run> Before { get; private set; } = [];

    public Texts T { get; private set; } = null!;

    /// <summary>What keeps the plan from running, when that was why a run was refused.</summary>
    public IReadOnlyList<Problem> Errors { get; private set; } = [];

    public LaunchFrame LaunchFrame => LaunchNav.Of(
        T, Version.Launch, Version.Plan.Launch.Title.In(T.Language), LaunchPage.Room, Before.Count > 0, Before.Any(run => run.State.Begun is not null));

    public async Task<IActionResult> OnGetAsync(string id) => await OpenAsync(id) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        var (from, to) = (Time(From, nameof(From)), Time(To, nameof(To)));
        if (!ModelState.IsValid)
            return Page();
        var reader = CurrentActor.Of(User)!;
        var wish = new RunWish
        {
            Mode = Mode,
            From = from,
            To = to,
            Speed = Mode == RunMode.Live ? 1 : Speed ?? (Acts ? 1 : RunWish.UsualSpeed(Mode, Autopilot)),
            Acts = Mode == RunMode.Rehearsal && HasWork ? Acts : null,
            Autopilot = Mode == RunMode.Rehearsal && Autopilot,
            Notices = Mode == RunMode.Live ? NoticeMode.On : Notices,
            Seed = Seed,
        };
        var acting = new ActingActor(reader.Person ?? reader.Id, reader.Roles, Via.Page);
        switch (await start.HandleAsync(id, wish, Mode == RunMode.Live ? Confirm ?? "" : null, acting, CommandId, HttpContext.RequestAborted))
        {
            case ActResult.Done done:
                return LocalRedirect(RunLinks.Room(id, done.Run.Record.Number));
            case ActResult.Refused refused:
                if (refused.Why.Rule == "plan-has-errors")
                    Errors = StartRun.InTheWay(Version, Mode, clock.Now());
                ModelState.AddModelError(refused.Why.Rule == "confirm-in-words" ? nameof(Confirm) : "", new RunWords(T, refused.Run.State).Refusal(refused.Why));
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<IActionResult?> OpenAsync(string id)
    {
        if (await launches.CurrentAsync(id, HttpContext.RequestAborted) is not { } version)
            return NotFound();
        (Version, T) = (version, catalog.In(RequestLanguage.Of(HttpContext)));
        Before = await runs.OfLaunchAsync(id, HttpContext.RequestAborted);
        return null;
    }

    private PlanTime? Time(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (TimeParser.Time(text, new ClockContext(Version.Plan.Launch.T0.Local)) is { Ok: true, Value: var time })
            return time;
        ModelState.AddModelError(field, "newrun.bad-time");
        return null;
    }
}
