namespace Slipway.Platform.Identity;

/// <summary>A feature that knows who takes part in a launch now, and as what: somebody who no longer does has no session there.</summary>
public interface IKnowsPeople
{
    /// <summary>The roles that somebody has in a launch now; null for somebody who takes no part in it.</summary>
    Task<IReadOnlyList<string>?> RolesAsync(string launch, string person, CancellationToken cancellation);
}
