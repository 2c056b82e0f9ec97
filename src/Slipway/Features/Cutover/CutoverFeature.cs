using System.CommandLine;
using Slipway.Features.Cutover.Cli;
using Slipway.Platform;

namespace Slipway.Features.Cutover;

/// <summary>The door of Cutover.</summary>
public sealed class CutoverFeature : IFeature
{
    public void AddCommands(Command root) => PlanCommands.AddTo(root);
}
