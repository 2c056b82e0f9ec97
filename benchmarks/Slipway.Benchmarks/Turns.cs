using System.Diagnostics;

namespace Slipway.Benchmarks;

/// <summary>Times two pieces of work in turns, so that whatever else the machine does falls on both.</summary>
internal static class Turns
{
    private const double LeastMilliseconds = 5;

    /// <summary>Medians, in milliseconds for one call, and the median of the ratios of neighbours.</summary>
    public sealed record Outcome(double Peer, double Subject, double Ratio);

    public static Outcome Take(Action peer, Action subject, int rounds)
    {
        var (ofPeer, ofSubject) = (CallsPerTurn(peer), CallsPerTurn(subject));
        var (peers, subjects, ratios) = (new double[rounds], new double[rounds], new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            // Who goes first changes, so that neither always finds the cache as the other left it.
            if (round % 2 == 0)
                peers[round] = Time(peer, ofPeer);
            subjects[round] = Time(subject, ofSubject);
            if (round % 2 == 1)
                peers[round] = Time(peer, ofPeer);
            ratios[round] = subjects[round] / peers[round];
        }
        return new Outcome(Median(peers), Median(subjects), Median(ratios));
    }

    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    public static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>Calls it until it is compiled for good, then says how many calls make a turn that a clock can measure.</summary>
    private static int CallsPerTurn(Action work)
    {
        var warm = Stopwatch.StartNew();
        for (var calls = 0; calls < 5 || (calls < 2000 && warm.ElapsedMilliseconds < 1000); calls++)
            work();
        return Math.Max(1, (int)Math.Ceiling(LeastMilliseconds / Time(work, 3)));
    }

    private static double Time(Action work, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < calls; call++)
            work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / calls;
    }
}
