using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Automation;

/// <summary>How a piece of work ended.</summary>
/// <param name="Outcome">Whether it did what it was to do; <see cref="WorkOutcome.Lost"/> where it cannot say.</param>
/// <param name="Said">In one line, without secrets.</param>
public sealed record WorkEnd(WorkOutcome Outcome, string Said)
{
    /// <summary>Whether it failed without learning anything of what it asks: as a check it has not said no.</summary>
    public bool IsUnanswered { get; private init; }

    public static WorkEnd Succeeded(string said) => new(WorkOutcome.Succeeded, said);

    public static WorkEnd Failed(string said) => new(WorkOutcome.Failed, said);

    /// <summary>Failed, and nothing was learned: it was not sent, it was not answered, or the answer was that there is none now.</summary>
    public static WorkEnd Unanswered(string said) => new(WorkOutcome.Failed, said) { IsUnanswered = true };

    public static WorkEnd Lost(string said) => new(WorkOutcome.Lost, said);
}
