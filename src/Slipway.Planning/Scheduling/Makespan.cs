namespace Slipway.Planning.Scheduling;

/// <summary>How long a network of plain numbers takes.</summary>
public static class Makespan
{
    /// <summary>The latest finish by links alone; zero for a network without tasks.</summary>
    public static double ByLinks(Network network)
    {
        if (network.Count == 0)
            return 0;
        using var links = LinksAnswer.Of(network);
        return links.Finish;
    }
}
