using Slipway.Platform;

namespace Slipway.Features.Launches;

/// <summary>The door of Launches.</summary>
public sealed class LaunchesFeature : IFeature;
