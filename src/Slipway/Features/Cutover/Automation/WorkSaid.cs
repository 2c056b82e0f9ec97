using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Automation;

/// <summary>What a piece of work has said up to a moment, as it is kept.</summary>
/// <param name="Task">Of which task.</param>
/// <param name="Attempt">In which attempt.</param>
/// <param name="Begun">How many times it had begun in that.</param>
/// <param name="Text">All that is kept of it, without secrets.</param>
/// <param name="Progress">How far it was, 0 to 1; null where it did not say.</param>
public sealed record WorkSaid(string Task, int Attempt, int Begun, string Text, double? Progress)
{
    /// <summary>Null where it said nothing.</summary>
    public static WorkSaid? Of(string task, WorkRecord work, WorkOutput output)
    {
        var (text, progress) = (output.Text(), output.Progress);
        return text.Length == 0 && progress is null ? null : new(task, work.Attempt, work.Begun, text, progress);
    }
}
