namespace Slipway.Planning.Risk;

/// <summary>The standard normal distribution: scores to about 15 digits, probabilities to 1e-15, and in the far tail to 8 digits.</summary>
internal static class Normal
{
    private static readonly double[] CentreOver =
    [
        2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
        13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080,
    ];

    private static readonly double[] CentreUnder =
    [
        5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867,
        5394.1960214247511077, 687.18700749205790830, 42.313330701600911252, 1,
    ];

    private static readonly double[] TailOver =
    [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258,
        3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734,
    ];

    private static readonly double[] TailUnder =
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1,
    ];

    private static readonly double[] FarOver =
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720,
    ];

    private static readonly double[] FarUnder =
    [
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1,
    ];

    public static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>The probability of a score below <paramref name="z"/>.</summary>
    /// <remarks>Hart 1968, algorithm 5666, as given by West 2005, "Better approximations to cumulative normal functions".</remarks>
    public static double Below(double z) => z > 0 ? 1 - Tail(z) : Tail(-z);

    /// <summary>The score below which lies a probability of <paramref name="p"/>, which is above 0 and at most one half.</summary>
    /// <remarks>Wichura 1988, algorithm AS 241, PPND16. The upper half is its mirror image.</remarks>
    public static double LowerScore(double p)
    {
        var q = p - 0.5;
        if (q >= -0.425)
        {
            var r = 0.180625 - q * q;
            return q * Polynomial(CentreOver, r) / Polynomial(CentreUnder, r);
        }
        var t = Math.Sqrt(-Math.Log(p));
        return t <= 5
            ? -Polynomial(TailOver, t - 1.6) / Polynomial(TailUnder, t - 1.6)
            : -Polynomial(FarOver, t - 5) / Polynomial(FarUnder, t - 5);
    }

    /// <summary>The score below which lies <paramref name="below"/> and above which lies <paramref name="above"/>; the smaller of the two is used.</summary>
    public static double Score(double below, double above) => below <= above ? LowerScore(below) : -LowerScore(above);

    /// <summary>The probability beyond <paramref name="z"/>, which is zero or more.</summary>
    private static double Tail(double z)
    {
        if (z > 37)
            return 0;
        var density = Math.Exp(-z * z / 2);
        if (z >= 7.07106781186547)
            return density / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / 2.506628274631;
        return density
            * Polynomial([0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376], z)
            / Polynomial([0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752], z);
    }

    /// <summary>By Horner, the highest power first.</summary>
    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        var sum = 0.0;
        foreach (var coefficient in coefficients)
            sum = sum * x + coefficient;
        return sum;
    }
}
