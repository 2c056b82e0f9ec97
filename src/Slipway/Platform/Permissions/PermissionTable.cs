using System.Collections.Frozen;
using static Slipway.Planning.Plans.Roles;

namespace Slipway.Platform.Permissions;

/// <summary>Who may do what, by feature and act. Every page, endpoint and stream names its row; what somebody may do in a run is in <see cref="Slipway.Planning.Runs.ActPermissions"/>.</summary>
public static class PermissionTable
{
    public const string SignIn = "account.sign-in";
    public const string UseLink = "account.use-link";
    public const string MakeLinks = "account.make-links";
    public const string LookAtServer = "server.look";
    public const string MeetServer = "server.meet";
    public const string FollowServer = "server.follow";
    public const string ListLaunches = "launch.list";
    public const string ImportLaunch = "launch.import";
    public const string SeeLaunch = "launch.see";
    public const string SeePlan = "plan.see";
    public const string EditPlan = "plan.edit";
    public const string ApprovePlan = "plan.approve";
    public const string StartRun = "run.start";
    public const string SeeRun = "run.see";
    public const string ActOnRun = "run.act";
    public const string ReadRun = "run.read";
    public const string ReadNotices = "notice.read";
    public const string UseNotice = "notice.use";

    private static readonly IReadOnlyList<string> Administrators = [Administrator];

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(SignIn, Reach.Anybody, null, "Sign in and out, choose a language, read why something was refused."),
        new(UseLink, Reach.Secret, null, "Choose a password with a link that works once."),
        new(MakeLinks, Reach.Installation, Administrators, "Make such a link for a person of a launch."),
        new(LookAtServer, Reach.Anybody, null, "Ask whether the server is well, read the description of its API, load styles and scripts."),
        new(MeetServer, Reach.Secret, null, "Tell another server which of the two is the main one, signed."),
        new(FollowServer, Reach.Installation, Administrators, "Copy everything to a second machine, keys among it."),
        new(ListLaunches, Reach.SignedIn, null, "See the list of launches, as far as they may be seen."),
        new(ImportLaunch, Reach.SignedIn, [ServiceOwner, ServiceDesigner, ItOperations, Administrator], "Bring in a launch, from files or from a sheet."),
        new(SeeLaunch, Reach.Launch, null, "See a launch: countdown, people, runs."),
        new(SeePlan, Reach.Launch, null, "Read the plan, its checks, its versions."),
        new(EditPlan, Reach.Launch, [ServiceOwner, ServiceDesigner, ItOperations, DigitalSecurityManager, CommunicationsManager, Trainer, SupportAgent, Administrator], "Change the plan, accept a finding. Who has which role is for whoever may approve."),
        new(ApprovePlan, Reach.Launch, [ServiceOwner, Administrator], "Approve a version of the plan. One with automated tasks needs somebody else than who wrote it."),
        new(StartRun, Reach.Launch, null, "Ask for a rehearsal or a live run; who may begin it, the table of acts says."),
        new(SeeRun, Reach.Launch, null, "See a run: room, tasks, gates, journal, review, and the streams that keep them alive."),
        new(ActOnRun, Reach.Launch, null, "Send an act from a page; whose it is, the table of acts says."),
        new(ReadRun, Reach.Run, null, "Read a run, its journal, files and stream, and act on it, by program; whose an act is, the table of acts says."),
        new(ReadNotices, Reach.Run, null, "Read what people were told, with their addresses, and send it again: for whoever leads the run or keeps its record."),
        new(UseNotice, Reach.Secret, null, "Open one task by a notice's link, read one person's calendar, answer by SMS."),
    ];

    private static readonly FrozenDictionary<string, Permission> ById = All.ToFrozenDictionary(permission => permission.Id);

    public static Permission Of(string id) => ById[id];
}
