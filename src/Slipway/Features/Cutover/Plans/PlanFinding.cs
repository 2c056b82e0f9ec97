using Microsoft.AspNetCore.Html;
using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared.Charts;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Cutover.Plans;

/// <summary>What a check found, as the plan's page shows it.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Clash">For the finding that is open: the clash, drawn, with what could be done; null for the others.</param>
/// <param name="Nth">Which it is among those of the same rule about the same task, from 1.</param>
public sealed record PlanFinding(Problem Problem, ShownClash? Clash, int Nth = 1)
{
    /// <summary>Its name in addresses.</summary>
    public string Key => Nth == 1 ? $"{Problem.Rule}.{Problem.Task}" : $"{Problem.Rule}.{Problem.Task}.{Nth}";

    /// <summary>Whether somebody may live with it: errors have to be mended, and so has what keeps a text from being read.</summary>
    public bool MayBeAccepted => Problem.Severity != Severity.Error && PlanChecks.All.Any(check => check.Rule == Problem.Rule);

    public bool HasProposals => Problem.Rule == "person-double-booked";
}

/// <param name="Clash">The clash.</param>
/// <param name="Chart">Both tasks, and the best proposal.</param>
/// <param name="Proposals">What could be done, best first.</param>
public sealed record ShownClash(Clash Clash, Drawing Chart, IReadOnlyList<ShownProposal> Proposals)
{
    public static ShownClash? Of(Plan plan, Problem problem, Texts texts, TimeText times)
    {
        if (Clash.Of(plan, plan.Launch.Clock(), problem) is not { } clash)
            return null;
        var words = new PlanWords(texts, plan);
        var bars = new List<ClashBar>
        {
            new(words.Title(clash.First), clash.FirstTimes.EarliestStart, clash.FirstTimes.EarliestFinish, ClashPart.Stays),
            new(words.Title(clash.Second), clash.SecondTimes.EarliestStart, clash.SecondTimes.EarliestFinish, ClashPart.InTheWay),
        };
        if (clash.Proposals is [var best, ..])
            bars.Add(new ClashBar(texts.Format("plan.proposed-at", ("title", words.Title(clash.Second)), ("time", times.Local(best.Start))), best.Start, best.Finish, ClashPart.Proposed, texts.Format("plan.proposed-short", ("time", times.Local(best.Start)))));
        var name = words.Name(clash.Person);
        var says = texts.Format("plan.clash-says", ("name", name), ("from", times.Local(clash.From)), ("to", times.Local(clash.To)));
        return new ShownClash(
            clash,
            ClashChart.Draw(new ClashModel(bars, clash.From, clash.To, texts.Format("plan.twice", ("name", name)), says), texts, times),
            [.. clash.Proposals.Select(proposal => ShownProposal.Of(clash, proposal, words, texts, times))]);
    }
}

/// <param name="Proposal">The proposal.</param>
/// <param name="Says">What would be done.</param>
/// <param name="Effect">What that does to the end of the launch phase.</param>
/// <param name="Button">A verb and its object.</param>
/// <param name="Note">What the new version says of it.</param>
public sealed record ShownProposal(Proposal Proposal, IHtmlContent Says, string Effect, string Button, string Note)
{
    public static ShownProposal Of(Clash clash, Proposal proposal, PlanWords words, Texts texts, TimeText times)
    {
        var (title, start) = (words.Title(clash.Second), times.Local(proposal.Start));
        var effect = proposal.End - clash.End > -Duration.FromMinutes(1)
            ? texts.Format("plan.end-stays", ("end", times.Local(proposal.End)))
            : texts.Format("plan.end-earlier", ("end", times.Local(proposal.End)), ("was", times.Local(clash.End)));
        if (proposal.Kind == ProposalKind.MoveAfter)
        {
            var other = words.Title(proposal.With);
            return new ShownProposal(
                proposal, texts.Html("plan.propose-move", ("title", title), ("time", start), ("other", other)), effect,
                texts.Format("plan.move-to", ("time", start)), texts.Format("plan.note-move", ("title", title), ("other", other), ("name", words.Name(clash.Person))));
        }
        var name = words.Name(proposal.With);
        return new ShownProposal(
            proposal, texts.Html("plan.propose-give", ("title", title), ("time", start), ("name", name)), effect,
            texts.Format("plan.give-to", ("name", name)), texts.Format("plan.note-give", ("title", title), ("name", name)));
    }
}
