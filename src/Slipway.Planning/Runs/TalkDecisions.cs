using System.Globalization;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Comments, attachments and issues.</summary>
internal static class TalkDecisions
{
    public const int LongestText = 4000;

    public static Decision Comment(RunState run, Comment command)
    {
        if (Wrong(run, command, command.Task, command.Text) is { } wrong)
            return wrong;
        return command.Fact(new Commented { Task = command.Task, Text = command.Text.Trim() });
    }

    public static Decision Attach(RunState run, Attach command)
    {
        if (Wrong(run, command, command.Task, command.Name) is { } wrong)
            return wrong;
        if (command.File is null && !IsWebAddress(command.Url))
            return Refusal.Input("not-a-web-address", command.Url ?? "");
        return command.Fact(new Attached { Task = command.Task, Name = command.Name.Trim(), Url = command.Url, File = command.File });
    }

    public static Decision Raise(RunState run, RaiseIssue command)
    {
        if (Wrong(run, command, command.Task, command.Title) is { } wrong)
            return wrong;
        var owner = command.Owner ?? command.For ?? command.Actor;
        if (command.Owner is not null && run.Plan.Who(command.Owner, command.Now, run.Clock) is null)
            return Refusal.Input("nobody-of-that-name", command.Owner);
        return command.Fact(new IssueRaised
        {
            Issue = (run.Issues.Count + 1).ToString(CultureInfo.InvariantCulture),
            Title = command.Title.Trim(),
            Severity = command.Severity,
            Owner = owner,
            Task = command.Task,
        });
    }

    public static Decision Settle(RunState run, SettleIssue command)
    {
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("observers-look-on");
        if (run.Issues.Find(issue => issue.Id == command.Issue) is not { } issue)
            return Refusal.Input("no-such-issue", command.Issue);
        if (issue.Settled is not null)
            return Refusal.State("issue-settled", command.Issue);
        return string.IsNullOrWhiteSpace(command.How)
            ? Refusal.Input("reason-required")
            : command.Fact(new IssueSettled { Issue = command.Issue, How = command.How.Trim() });
    }

    private static Refusal? Wrong(RunState run, RunCommand command, string? task, string text)
    {
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("observers-look-on");
        if (task is not null && run.Plan.Task(task) is null)
            return Refusal.Input("no-such-task", task);
        if (string.IsNullOrWhiteSpace(text))
            return Refusal.Input("text-required");
        return text.Length > LongestText ? Refusal.Input("text-too-long", $"{LongestText}") : null;
    }

    private static bool IsWebAddress(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && url!.Length <= 2000;
}
