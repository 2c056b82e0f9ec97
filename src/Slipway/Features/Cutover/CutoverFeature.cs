using Slipway.Platform;

namespace Slipway.Features.Cutover;

/// <summary>The door of Cutover.</summary>
public sealed class CutoverFeature : IFeature;
