using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Editing;

/// <summary>One edit of a form.</summary>
/// <param name="Name">The value that it is about, as in <see cref="TaskValues"/>.</param>
internal abstract record TaskStep(string Name)
{
    /// <summary>How many stretches of the text it changes at most.</summary>
    public abstract int Edits { get; }

    /// <summary>The plan afterwards, read and compared; or why it was refused.</summary>
    public abstract PlanEdit Apply(PlanEdit now);

    /// <summary>The first stretch of the text that has to change for it, for whoever compares the whole afterwards; null where there is none.</summary>
    public abstract FileEdit? First(PlanEdit now);

    /// <param name="Name">The value that it is about.</param>
    /// <param name="All">What is set, one after the other.</param>
    public sealed record Values(string Name, IReadOnlyList<(string Path, string? Value)> All) : TaskStep(Name)
    {
        public override int Edits => All.Count;

        public override PlanEdit Apply(PlanEdit now) => PlanEditor.Set(now, All);

        public override FileEdit? First(PlanEdit now)
        {
            foreach (var (path, value) in All)
            {
                if (PlanEditor.EditOf(now, path, value) is { } edit)
                    return edit;
            }
            return null;
        }
    }

    /// <param name="Name">The value that it is about.</param>
    /// <param name="Gate">The gate's id.</param>
    /// <param name="Make">The criterion; or what is wrong with it.</param>
    public sealed record NewCriterion(string Name, string Gate, Func<Plan, (Criterion? Criterion, Problem? Refusal)> Make) : TaskStep(Name)
    {
        public override int Edits => 1;

        public override PlanEdit Apply(PlanEdit now) =>
            Make(now.Reading!.Plan!) is { Refusal: { } refusal } ? PlanEdit.Refused(refusal) : PlanEditor.AddCriterion(now, Gate, Make(now.Reading.Plan!).Criterion!);

        public override FileEdit? First(PlanEdit now) =>
            Make(now.Reading!.Plan!).Criterion is { } criterion ? PlanEditor.EditOf(now, Gate, criterion) : null;
    }
}
