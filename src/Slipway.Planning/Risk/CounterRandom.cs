namespace Slipway.Planning.Risk;

/// <summary>Random numbers that are a function of seed, name and place, so that nothing depends on who draws first.</summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood 2014): the n-th number of a stream is a mix of the stream's key and n steps of the
/// golden ratio. Each task has a stream of its own, keyed by the seed and its id: a task keeps its draws when others are
/// added or moved, so that the difference of two forecasts comes from the plan and not from chance.
/// </remarks>
internal static class CounterRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    public static ulong Key(long seed, string name)
    {
        // FNV-1a over the name; the mix afterwards does the scattering.
        var hash = 0xCBF29CE484222325;
        foreach (var character in name)
            hash = (hash ^ character) * 0x100000001B3;
        return Mix(hash ^ Mix((ulong)seed + Golden));
    }

    /// <summary>The 64 bits at a place of a stream.</summary>
    public static ulong At(ulong key, ulong place) => Mix(key + place * Golden);

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
