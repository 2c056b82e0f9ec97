namespace Slipway.Formats.Plans;

/// <summary>What a text was understood to mean, or that it was refused and how it should be written.</summary>
/// <param name="Ok">Whether it was understood.</param>
/// <param name="Value">What it means; without sense when it was refused.</param>
/// <param name="Correction">
/// For a refused text the notation that it probably stands for, several of them parted by <c> / </c>; null when there
/// is no good guess.
/// </param>
public readonly record struct Parsed<T>(bool Ok, T Value, string? Correction)
{
    /// <summary>The same with another value, for a parser that builds on this one.</summary>
    public Parsed<TOther> Then<TOther>(Func<T, TOther> make, Func<string, string>? correct = null) =>
        Ok ? new(true, make(Value), null) : new(false, default!, Correction is null ? null : (correct ?? (text => text))(Correction));
}

internal static class Parsed
{
    public static Parsed<T> Of<T>(T value) => new(true, value, null);

    public static Parsed<T> Refused<T>(string? correction = null) => new(false, default!, correction);
}
