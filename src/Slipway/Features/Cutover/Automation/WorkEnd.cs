using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Automation;

/// <summary>How a piece of work ended.</summary>
/// <param name="Outcome">Whether it did what it was to do; <see cref="WorkOutcome.Lost"/> where it cannot say.</param>
/// <param name="Said">In one line, without secrets.</param>
public sealed record WorkEnd(WorkOutcome Outcome, string Said)
{
    public static WorkEnd Succeeded(string said) => new(WorkOutcome.Succeeded, said);

    public static WorkEnd Failed(string said) => new(WorkOutcome.Failed, said);

    public static WorkEnd Lost(string said) => new(WorkOutcome.Lost, said);
}
