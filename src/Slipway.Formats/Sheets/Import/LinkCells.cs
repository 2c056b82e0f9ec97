using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Reads the predecessors of each row, and what its start adds to them.</summary>
internal sealed class LinkCells(ImportContext context, TaskNames names)
{
    /// <summary>A start this near to what the predecessors give is explained by them.</summary>
    private static readonly Duration Tolerance = Duration.FromMinutes(1);

    public void Read(SheetTask task)
    {
        if (context.Filled(task, SheetField.After) is not { } found || (!context.IsOurs && WordList.Values.Is("nothing", found.Cell.Shown)))
            return;
        var text = found.Cell.Shown.Trim();
        if (!context.IsOurs)
        {
            ReadNames(task, text, found.Place);
            return;
        }
        foreach (var part in text.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (TimeParser.Link(part) is { Ok: true } link)
                task.Links.Add(link.Value);
            else
                ReadNames(task, part, found.Place);
        }
    }

    /// <summary>
    /// The start as a constraint, where no predecessor explains it: the task has none, or starts later than they allow.
    /// A start before that is told and not taken. Where a predecessor's own time is not known, it explains the start.
    /// </summary>
    public PlanTime? NotBefore(SheetTask task, PlanDuration? takes, IReadOnlyDictionary<string, SheetTask> byId, LaunchClock clock)
    {
        if (task.StartTime is null || task.Start is not { } start || task.Links.Count == 0)
            return task.StartTime;
        Instant? allowed = null;
        foreach (var link in task.Links)
        {
            if (Allowed(link, byId.GetValueOrDefault(link.Predecessor), takes, clock) is not { } at)
                return null;
            allowed = allowed is { } before ? Instant.Max(before, at) : at;
        }
        if (start > allowed!.Value + Tolerance)
            return task.StartTime;
        if (start < allowed.Value - Tolerance)
            context.Findings.Add(SheetRules.StartBeforePredecessor, task.Grid, task.Place(SheetField.Start), task.Text(SheetField.Start), clock.Local(allowed.Value).ToString("uuuu-MM-dd HH:mm", null));
        return null;
    }

    private static Instant? Allowed(Link link, SheetTask? predecessor, PlanDuration? takes, LaunchClock clock)
    {
        var end = link.Type is LinkType.StartToStart or LinkType.StartToFinish ? predecessor?.Start : predecessor?.Finish;
        if (end is not { } known)
            return null;
        var at = link.Lag.AddTo(known, clock.Zone);
        return link.Type is LinkType.FinishToFinish or LinkType.StartToFinish ? (takes is { } length ? at - length.Nominal : null) : at;
    }

    private void ReadNames(SheetTask task, string text, CellPlace place)
    {
        var known = new Dictionary<(string, LinkType), PlanDuration>();
        foreach (var link in task.Links)
            known.TryAdd((link.Predecessor, link.Type), link.Lag);
        foreach (var (part, read) in LinkCell.Read(text, names.IsTask, task.Mapping.Columns.GetValueOrDefault(task.Place(SheetField.Takes).Column).Unit))
        {
            if (read is not { } named)
            {
                context.Findings.Add(SheetRules.UnknownPredecessor, task.Grid, place, part);
                continue;
            }
            names.SayOrder(named.Name, task, place);
            if (names.Find(named.Name, task, place) is not { } id)
                continue;
            if (known.TryAdd((id, named.Type), named.Lag))
                task.Links.Add(new Link(id, named.Type, named.Lag));
            else if (known[(id, named.Type)] != named.Lag)
                context.Findings.Add(SheetRules.DoubledPredecessor, task.Grid, place, part);
        }
    }
}
