using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Automation;

/// <summary>How a piece of work ended.</summary>
/// <param name="Outcome">Whether it did what it was to do; <see cref="WorkOutcome.Lost"/> where it cannot say.</param>
/// <param name="Said">In one line, without secrets.</param>
public sealed record WorkEnd(WorkOutcome Outcome, string Said)
{
    public bool IsUnanswered { get; private init; }

    public static WorkEnd Succeeded(string said) => new(WorkOutcome.Succeeded, said);

    public static WorkEnd Failed(string said) => new(WorkOutcome.Failed, said);

    /// <summary>Nothing was done, and a check that ends so has not said no: what it asks could not be asked.</summary>
    public static WorkEnd Unanswered(string said) => new(WorkOutcome.Failed, said) { IsUnanswered = true };

    public static WorkEnd Lost(string said) => new(WorkOutcome.Lost, said);
}
