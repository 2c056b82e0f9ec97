namespace Slipway.Platform.Identity;

/// <summary>A feature that knows who takes part in a launch now: somebody who no longer does has no session there.</summary>
public interface IKnowsPeople
{
    Task<bool> KnowsAsync(string launch, string person, CancellationToken cancellation);
}
