using Slipway.Formats.Editing;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>Takes what a run offers into the text of a plan: estimates, and tasks that were added.</summary>
internal static class AcceptOffers
{
    /// <summary>The texts with what was chosen; null when the plan is written so that one of them cannot be taken alone.</summary>
    /// <param name="texts">The newest version.</param>
    /// <param name="offers">What the run offers to it.</param>
    /// <param name="estimates">The tasks whose estimates are taken.</param>
    /// <param name="tasks">The added tasks that are taken.</param>
    public static PlanTexts? Into(PlanTexts texts, ReviewOffers offers, IReadOnlyCollection<string> estimates, IReadOnlyCollection<string> tasks)
    {
        var taken = offers.Tasks.Where(offer => offer.State == OfferState.Open && tasks.Contains(offer.Task.Id)).ToList();
        var left = offers.Tasks.Select(offer => offer.Task.Id).Except(taken.Select(offer => offer.Task.Id)).ToHashSet();
        if (PlanEdit.Of(texts) is not { Reading.Plan: not null } plan)
            return null;
        foreach (var offer in taken)
        {
            if (With(plan, offer, left) is not { Ok: true } with)
                return null;
            plan = with;
        }
        foreach (var offer in offers.Estimates.Where(offer => offer.State is OfferState.Open or OfferState.Changed && estimates.Contains(offer.Proposal.Task)))
        {
            var path = plan.Reading!.Plan!.Task(offer.Proposal.Task)!.Path;
            plan = PlanEditor.Set(plan, $"{path}/takes", offer.Proposal.Proposed.ToString());
            if (!plan.Ok)
                return null;
        }
        return plan.Texts;
    }

    /// <summary>Behind the last task that it waits for; those that waited for it in the run wait for it in the plan.</summary>
    private static PlanEdit? With(PlanEdit before, TaskOffer offer, HashSet<string> left)
    {
        var plan = before.Reading!.Plan!;
        // What was added too and is not taken, or not yet, cannot be waited for.
        var task = offer.Task with { After = [.. offer.Task.After.Where(link => plan.Task(link.Predecessor) is not null || !left.Contains(link.Predecessor))] };
        var order = plan.Forward.Select((other, index) => (other.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index);
        var behind = task.After.Select(link => link.Predecessor).Where(order.ContainsKey).OrderBy(id => order[id]).LastOrDefault();
        PlanEdit? after = PlanEditor.Add(before, task, behind);
        foreach (var follower in offer.Followers)
        {
            if (after?.Reading?.Plan is not { } now || now.Task(follower.Id) is not { } waiting)
                return null;
            var values = TaskValues.Of(waiting, now.Launch.Languages);
            after = TaskEditor.Change(after, follower.Id, values.With([new("after", $"{values["after"]}\n{task.Id}")])).Plan;
        }
        return after;
    }
}
