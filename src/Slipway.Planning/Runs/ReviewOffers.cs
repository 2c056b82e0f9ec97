using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>What became of something that a run offers to the next plan version.</summary>
public enum OfferState
{
    /// <summary>The plan is there as the run knew it: it can be taken.</summary>
    Open,

    /// <summary>The plan says it already.</summary>
    Accepted,

    /// <summary>The plan says something else since; taking the offer replaces that.</summary>
    Changed,

    /// <summary>The task is no longer in the plan: there is nothing to take.</summary>
    Gone,
}

/// <summary>A run's estimate for a task, beside what the newest plan says.</summary>
/// <param name="Proposal">The estimate.</param>
/// <param name="State">Whether it can be taken.</param>
/// <param name="InPlan">What the newest plan says; null when it has no estimate or no such task.</param>
public sealed record EstimateOffer(EstimateProposal Proposal, OfferState State, Estimate? InPlan);

/// <summary>A task that was added during a run, as it would stand in the next plan version.</summary>
/// <param name="Task">The task, waiting only for tasks that the newest plan still has.</param>
/// <param name="Followers">Tasks of the newest plan that waited for it in the run.</param>
/// <param name="Missing">Tasks that it waited for, or that waited for it, and that the newest plan no longer has.</param>
/// <param name="State"><see cref="OfferState.Changed"/> when the plan has another task of that id: it cannot be taken.</param>
public sealed record TaskOffer(PlanTask Task, IReadOnlyList<PlanTask> Followers, IReadOnlyList<string> Missing, OfferState State);

/// <summary>What a run offers to the next version of its plan; a person accepts.</summary>
public sealed record ReviewOffers(IReadOnlyList<EstimateOffer> Estimates, IReadOnlyList<TaskOffer> Tasks)
{
    /// <param name="run">The run.</param>
    /// <param name="proposals">The estimates that its review found.</param>
    /// <param name="newest">The newest version of the plan, which need not be the run's.</param>
    public static ReviewOffers Of(RunState run, IReadOnlyList<EstimateProposal> proposals, Plan newest) => new(
        // A task that was added in the run comes with its estimate.
        [.. proposals.Where(proposal => !run.Added.Contains(proposal.Task)).Select(proposal => Estimate(proposal, newest))],
        [.. run.Added.Select(id => Added(run, run.Plan.Task(id)!, newest))]);

    private static EstimateOffer Estimate(EstimateProposal proposal, Plan newest)
    {
        if (newest.Task(proposal.Task) is not { } task)
            return new EstimateOffer(proposal, OfferState.Gone, null);
        var state = task.Takes == proposal.Proposed ? OfferState.Accepted : task.Takes == proposal.Planned ? OfferState.Open : OfferState.Changed;
        return new EstimateOffer(proposal, state, task.Takes);
    }

    private static TaskOffer Added(RunState run, PlanTask task, Plan newest)
    {
        var followers = run.Plan.Forward.Where(other => other.After.Any(link => link.Predecessor == task.Id)).Select(other => other.Id).ToList();
        // Another task of the same run may be taken with it.
        bool IsThere(string id) => newest.Task(id) is not null || run.Added.Contains(id);
        var before = task.After.Select(link => link.Predecessor);
        var state = newest.Task(task.Id) is not { } known ? OfferState.Open
            : known.Title.ByLanguage.Values.Contains(task.Title.In("")) ? OfferState.Accepted
            : OfferState.Changed;
        return new TaskOffer(
            task with { After = [.. task.After.Where(link => IsThere(link.Predecessor))] },
            [.. followers.Select(newest.Task).OfType<PlanTask>()],
            [.. before.Concat(followers).Where(id => !IsThere(id)).Distinct()],
            state);
    }
}
