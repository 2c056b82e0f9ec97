using NodaTime;

namespace Slipway.Features.Contracts;

/// <summary>Which runs a launch has had.</summary>
public interface IRunHistory
{
    /// <summary>A launch's runs, oldest first.</summary>
    Task<IReadOnlyList<PastRun>> OfAsync(string launch, CancellationToken cancellation);
}

/// <param name="Number">From 1, in the launch.</param>
/// <param name="Live">Whether the service was released in it.</param>
/// <param name="State">The state's word in kebab case: <c>complete</c>.</param>
/// <param name="Open">Whether it is not over.</param>
/// <param name="Begun">When its clock started, in real time; null while it is prepared.</param>
/// <param name="T0">Its own T-0.</param>
/// <param name="P10">The finish as forecast when it was made; with <paramref name="P50"/> and <paramref name="P90"/> null when there was none.</param>
/// <param name="P50">The same, more likely.</param>
/// <param name="P90">The same, very likely.</param>
/// <param name="Finished">When its last task ended, on its clock; null when it did not complete.</param>
/// <param name="Inside">Whether the launch phase ended inside the window, as far as it was played; null when the run did not complete.</param>
/// <param name="PlanHash">The version of the plan that it played.</param>
/// <param name="WholeLaunch">Whether it played every task of the launch phase.</param>
/// <param name="Tasks">How each task stands that it played for the service itself, as pages show it (<c>done</c>); none of a rehearsal, or of a run that was taken back or cancelled.</param>
public sealed record PastRun(
    int Number, bool Live, string State, bool Open, Instant? Begun, Instant T0, Instant? P10, Instant? P50, Instant? P90, Instant? Finished, bool? Inside,
    string PlanHash, bool WholeLaunch, IReadOnlyDictionary<string, string> Tasks);
