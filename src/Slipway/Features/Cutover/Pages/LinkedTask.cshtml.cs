using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using NodaTime;
using Slipway.Features.Cutover.Notices;
using Slipway.Features.Cutover.Rooms;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Localisation;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;

namespace Slipway.Features.Cutover.Pages;

/// <summary>Where the link in a notice leads: one task, for one person, without a password. Looking at it does nothing: a mail server may look too.</summary>
[Needs(PermissionTable.UseNotice)]
[EnableRateLimiting(RateLimits.Secrets)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class LinkedTaskModel(TaskLinks links, RunPages services) : PageModel
{
    public Run Run { get; private set; } = null!;

    public RunWords Words { get; private set; } = null!;

    /// <summary>Null when the link opens nothing.</summary>
    public PlanTask? Task { get; private set; }

    public TaskRecord Record => Run.State.Tasks[Task!.Id];

    public Person Person { get; private set; } = null!;

    public Instant Now { get; private set; }

    public ShownState Shown => ShownTasks.Shown(Run.State, Task!, Now);

    /// <summary>What this person may do to it now, by name.</summary>
    public IEnumerable<string> Acts => Known.Where(act => (act.Name != "acknowledge" || Record.Acknowledged != Person.Id) && May(act.Command(Task!.Id))).Select(act => act.Name);

    /// <summary>Why it cannot be begun, where it could not.</summary>
    public Refusal? NotYet => Record.Stored.MayStart() ? Refused(new StartTask { Task = Task!.Id }) : null;

    private static readonly IReadOnlyList<(string Name, Func<string, TaskCommand> Command)> Known =
    [
        ("start", task => new StartTask { Task = task }),
        ("finish", task => new FinishTask { Task = task }),
        ("acknowledge", task => new Acknowledge { Task = task }),
    ];

    public async Task<IActionResult> OnGetAsync(string link) => await OpenAsync(link) ? Page() : Closed();

    public async Task<IActionResult> OnPostAsync(string link, string act, Guid commandId)
    {
        if (!await OpenAsync(link))
            return Closed();
        if (commandId == Guid.Empty || Known.FirstOrDefault(known => known.Name == act).Command is not { } command)
            return BadRequest();
        var result = await services.Acts.HandleAsync(Run.Id, command(Task!.Id) with { CommandId = commandId }, new ActingActor(Person.Id, [], Via.Link), null, HttpContext.RequestAborted);
        if (result is not ActResult.Refused refused)
            return LocalRedirect(NoticeLinks.Task(link));
        await OpenAsync(link);
        ModelState.AddModelError("", Words.Refusal(refused.Why));
        return Page();
    }

    private bool May(RunCommand act) => Refused(act) is null;

    private Refusal? Refused(RunCommand act) =>
        RunDecider.Decide(Run.State, act with { Actor = Person.Id, Via = Via.Link, Now = Now, Received = services.Clock.Now() }).Refused;

    private async Task<bool> OpenAsync(string link)
    {
        if (await links.OpenAsync(link, HttpContext.RequestAborted) is not var (run, task, person))
            return false;
        // Whoever chose a language in this browser reads that; else the person's own.
        if (Languages.Match(Request.Cookies[RequestLanguage.Cookie]) is null)
            RequestLanguage.Set(HttpContext, Languages.Match(person.Language) ?? Languages.Match(run.State.Plan.Launch.Languages[0]) ?? Languages.English);
        (Run, Task, Person) = (run, task, person);
        Words = new RunWords(services.Catalog.In(RequestLanguage.Of(HttpContext)), run.State);
        Now = run.State.NowAt(services.Clock.Now()).CutToMicroseconds();
        return true;
    }

    private PageResult Closed()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        // The page itself says what to do; the general error page would not.
        HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodePagesFeature>()?.Enabled = false;
        return Page();
    }
}
