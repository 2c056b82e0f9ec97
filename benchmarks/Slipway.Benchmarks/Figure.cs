namespace Slipway.Benchmarks;

/// <summary>What was measured, beside its limit and, where there is one, the peer measured in the same run.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">In <paramref name="Unit"/>.</param>
/// <param name="Limit">In the same unit; at most, or at least where <paramref name="AtLeast"/> says so. Null where none was set.</param>
/// <param name="Unit">Such as "× the walk".</param>
/// <param name="Subject">Ours, in words.</param>
/// <param name="Peer">What it is compared with, in words; null where the limit is absolute.</param>
internal sealed record Figure(string Name, double Value, double? Limit, string Unit, string Subject, string? Peer = null, bool AtLeast = false)
{
    public bool Met => Limit is not { } limit || (AtLeast ? Value >= limit : Value <= limit);
}

/// <summary>A group of figures that are measured together.</summary>
/// <param name="Name">What one types to run it alone.</param>
internal sealed record Measurement(string Name, Func<Options, Task<IReadOnlyList<Figure>>> RunAsync);

/// <param name="Rounds">How often subject and peer take turns; more is steadier.</param>
internal sealed record Options(int Rounds);
