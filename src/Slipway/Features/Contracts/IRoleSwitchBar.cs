namespace Slipway.Features.Contracts;

/// <summary>A feature that may forbid to switch roles on the sample: somebody could decide as somebody else.</summary>
public interface IRoleSwitchBar
{
    Task<bool> BarsAsync(CancellationToken cancellation);
}
