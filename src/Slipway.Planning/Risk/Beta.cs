namespace Slipway.Planning.Risk;

/// <summary>The beta distribution, to about 13 digits.</summary>
internal static class Beta
{
    /// <summary>The probability of a value below <paramref name="x"/>: the regularised incomplete beta function.</summary>
    /// <remarks>By its continued fraction (Abramowitz and Stegun 26.5.8), evaluated after Lentz 1976.</remarks>
    public static double Below(double x, double alpha, double beta)
    {
        if (x <= 0)
            return 0;
        if (x >= 1)
            return 1;
        return x < (alpha + 1) / (alpha + beta + 2)
            ? Power(x, alpha, beta) * Fraction(x, alpha, beta) / alpha
            : 1 - Power(x, alpha, beta) * Fraction(1 - x, beta, alpha) / beta;
    }

    public static double Density(double x, double alpha, double beta) => x is <= 0 or >= 1 ? 0 : Power(x, alpha, beta) / (x * (1 - x));

    /// <summary>The value below which lies a probability of <paramref name="p"/>, at most about one half, found below <paramref name="high"/>.</summary>
    /// <remarks>By Newton's method on the logarithms, for near zero the function is a power; kept between bounds.</remarks>
    public static double LowerQuantile(double p, double alpha, double beta, double high = 1)
    {
        var low = 0.0;
        var x = high < 1 ? high : 0.5;
        for (var step = 0; step < 200; step++)
        {
            var below = Below(x, alpha, beta);
            if (below < p)
                low = x;
            else
                high = x;
            var better = x * Math.Exp((Math.Log(p) - Math.Log(below)) * below / (Density(x, alpha, beta) * x));
            if (!(better > low && better < high))
                better = (low + high) / 2;
            if (Math.Abs(better - x) <= 1e-15 * x)
                return better;
            x = better;
        }
        return x;
    }

    /// <summary>x^α (1-x)^β / B(α, β).</summary>
    private static double Power(double x, double alpha, double beta) =>
        Math.Exp(alpha * Math.Log(x) + beta * Math.Log(1 - x) + LogGamma(alpha + beta) - LogGamma(alpha) - LogGamma(beta));

    private static double Fraction(double x, double alpha, double beta)
    {
        var c = 1.0;
        var d = 1 / (1 - (alpha + beta) * x / (alpha + 1));
        var fraction = d;
        for (var m = 1; m < 300; m++)
        {
            var even = m * (beta - m) * x / ((alpha + 2 * m - 1) * (alpha + 2 * m));
            d = 1 / (1 + even * d);
            c = 1 + even / c;
            fraction *= d * c;
            var odd = -(alpha + m) * (alpha + beta + m) * x / ((alpha + 2 * m) * (alpha + 2 * m + 1));
            d = 1 / (1 + odd * d);
            c = 1 + odd / c;
            fraction *= d * c;
            if (Math.Abs(d * c - 1) < 1e-16)
                break;
        }
        return fraction;
    }

    /// <remarks>Lanczos' series with g = 7 and nine terms (Godfrey 2001), about 15 digits.</remarks>
    private static double LogGamma(double x)
    {
        ReadOnlySpan<double> terms =
        [
            676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
            12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ];
        x -= 1;
        var sum = 0.99999999999980993;
        for (var i = 0; i < terms.Length; i++)
            sum += terms[i] / (x + i + 1);
        var t = x + 7.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x + 0.5) * Math.Log(t) - t + Math.Log(sum);
    }
}
