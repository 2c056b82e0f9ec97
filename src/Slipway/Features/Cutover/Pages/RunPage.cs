using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Slipway.Features.Cutover.Api;
using Slipway.Features.Cutover.Rooms;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Following;
using Slipway.Platform.Identity;
using Slipway.Platform.Journal;
using Slipway.Platform.Localisation;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Pages;

/// <summary>What the pages of a run have in common: the run, the reader, and how an act is done.</summary>
public abstract class RunPage(RunPages services) : PageModel
{
    public Run Run { get; private set; } = null!;

    public CurrentActor Reader { get; private set; } = null!;

    public RunWords Words { get; private set; } = null!;

    /// <summary>What the run's clock showed when the page was asked for.</summary>
    public Instant Now { get; private set; }

    [BindProperty]
    public ActForm Form { get; set; } = new();

    /// <summary>The pages of the launch in the top bar.</summary>
    public LaunchFrame LaunchFrame => LaunchNav.Of(
        T, Run.Launch, Run.State.Plan.Launch.Title.In(T.Language), Section, hasRoom: true, hasReview: Run.State.Begun is not null);

    /// <summary>What the reader must notice and has not acknowledged yet.</summary>
    public RunAlerts Alerts => RunAlerts.Of(Run, Words, Now, services.Clocks.Behind, services.Following, Request.Cookies[RunAlerts.CookieOf(Run)]);

    /// <summary>What the page shows, in short: when it is something else, the page asks for itself again.</summary>
    public string Digest(string? task) => PageDigest.Of(Run.State, task, Me, Now);

    /// <summary>Whether the page may be asked for again by itself: the run is open, and nothing was sent that stands on the page still.</summary>
    public bool ReadsAlone => Run.State.Ended is null && HttpMethods.IsGet(Request.Method);

    /// <summary>The person who reads; null for an administrator or a token.</summary>
    public string? Me => Reader.Person;

    /// <summary>People in whose name the reader may speak: everybody for the scribe and administrators.</summary>
    public bool MayActForOthers => Reader.IsAdministrator
        || Run.State.Plan.Who(Roles.Scribe, Now, Run.State.Clock)?.Id is { } scribe && Run.State.StandInFor(scribe) == Me;

    protected virtual LaunchPage Section => LaunchPage.Room;

    protected RunPages Services => services;

    protected Texts T => Words.Texts;

    /// <summary>The field of the page's form that a refusal is about; empty where it is said above the forms.</summary>
    protected virtual string FieldOf(Refusal wrong) => "";

    /// <summary>As whom the reader may do this: as himself, else, for the scribe and administrators, as whoever holds it; null when he may not.</summary>
    /// <param name="act">What is to be done.</param>
    /// <param name="personOrRole">Whose part it is.</param>
    public ActsAs? As(RunCommand act, string? personOrRole)
    {
        if (May(act))
            return new ActsAs(null);
        return MayActForOthers && Run.State.Plan.Who(personOrRole, Now, Run.State.Clock)?.Id is { } holder
            && Run.State.StandInFor(holder) is var person && May(act with { For = person }) ? new ActsAs(person) : null;
    }

    /// <summary>What would come of an act of the reader now: for showing only the buttons that work.</summary>
    public bool May(RunCommand act) => Refused(act) is null;

    /// <summary>Why an act of the reader would be refused now; null when it would not.</summary>
    public Refusal? Refused(RunCommand act) => RunDecider.Decide(Run.State, act with
    {
        Actor = Reader.Person ?? Reader.Id,
        ActorRoles = Reader.Roles,
        Now = Now,
        Received = services.Clock.Now(),
    }).Refused;

    /// <summary>Loads the run and the reader; a result when there is nothing to show or nobody to show it to.</summary>
    protected async Task<IActionResult?> OpenAsync(string launch, int? number)
    {
        var reader = CurrentActor.Of(User)!;
        if (await services.Runs.FindAsync(launch, number, HttpContext.RequestAborted) is not { } run)
            return NotFound();
        (Run, Reader) = (run, reader);
        Words = new RunWords(services.Catalog.In(RequestLanguage.Of(HttpContext)), run.State);
        Now = run.State.NowAt(services.Clock.Now()).CutToMicroseconds();
        return null;
    }

    /// <summary>Does what the form says; a redirect when it was done, null when the page has to be drawn again with what is wrong.</summary>
    protected async Task<IActionResult?> ActAsync(string otherwiseTo)
    {
        var (act, wrong) = ActReading.Read(Form.ToRequest(Run.State, Now));
        if (act is null)
        {
            ModelState.AddModelError(FieldOf(wrong!), FieldNames.Say(Words, wrong!));
            return null;
        }
        var result = await services.Acts.HandleAsync(Run.Id, act with { Via = Form.Phone ? Via.Phone : Via.Page }, Acting, null, HttpContext.RequestAborted);
        if (Told(result) is not null)
            return null;
        return LocalRedirect(Form.Back is { Length: > 0 } back && Url.IsLocalUrl(back) ? back : otherwiseTo);
    }

    /// <summary>Who the reader is to the run.</summary>
    protected ActingActor Acting => new(Reader.Person ?? Reader.Id, Reader.Roles, Via.Page);

    /// <summary>A refusal is told above the forms, and the page is drawn again; null when the act was done.</summary>
    protected PageResult? Told(ActResult result)
    {
        if (result is not ActResult.Refused refused)
            return null;
        Run = refused.Run;
        ModelState.AddModelError("", new RunWords(T, refused.Run.State).Refusal(refused.Why));
        return Page();
    }
}

/// <param name="For">The person in whose name the reader acts; null for himself.</param>
public sealed record ActsAs(string? For);

/// <summary>The services that all pages of a run need.</summary>
public sealed record RunPages(RunStore Runs, ActOnRun Acts, RunForecasts Forecasts, TextCatalog Catalog, IClock Clock, ClockWatch Clocks, FollowState Following, GateLooks Looks);
