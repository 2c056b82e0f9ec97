namespace Slipway.Tests.Hosting;

/// <summary>Tests that run when no other of this project does: what they promise in seconds is not promised beside whatever else is tested.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneOnTheMachine
{
    public const string Name = "alone on the machine";
}
