using Slipway.Features.Contracts;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Notices;

/// <summary>The addresses that notices lead to, and those that providers call.</summary>
public static class NoticeLinks
{
    public const string TaskRoute = "/t/{link}";
    public const string CalendarRoute = "/calendar/{link}";
    public const string SmsRoute = "/hooks/sms";

    public static string Task(string link) => TaskRoute.Replace("{link}", link, StringComparison.Ordinal);

    public static string Calendar(string link) => CalendarRoute.Replace("{link}", link + ".ics", StringComparison.Ordinal);

    /// <summary>The page on which something is done about it by somebody who signs in.</summary>
    public static string Page(Run run, DueNotice due) => due.Kind switch
    {
        NoticeKind.Vote or NoticeKind.Decide or NoticeKind.Criterion => RunLinks.Gate(run.Launch, run.Record.Number, due.Task!),
        NoticeKind.Alarm or NoticeKind.Digest => RunLinks.Room(run.Launch, run.Record.Number),
        _ => RunLinks.Task(run.Launch, run.Record.Number, due.Task!),
    };

    /// <summary>Whether a notice's link opens its task without a password: what is a person's own to begin and to end.</summary>
    public static bool OpensTask(NoticeKind kind) => kind is NoticeKind.Next or NoticeKind.Turn or NoticeKind.Late or NoticeKind.Escalated;
}
