namespace Slipway.Planning.Scheduling;

/// <summary>How long a network of plain numbers takes.</summary>
public static class Makespan
{
    /// <summary>The latest finish by links alone; zero for a network without tasks.</summary>
    public static double ByLinks(Network network) => network.Count == 0 ? 0 : LinksAnswer.Of(network).Finish;
}
