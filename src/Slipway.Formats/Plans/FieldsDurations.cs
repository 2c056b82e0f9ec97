using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>Reads durations and estimates out of fields.</summary>
internal static class FieldsDurations
{
    /// <summary>A duration that is not negative; null and a problem when it is none.</summary>
    public static PlanDuration? Duration(this Fields fields, string key)
    {
        if (fields.Scalar(key) is not { } scalar)
            return null;
        var duration = TimeParser.Duration(scalar.Text);
        if (!duration.Ok)
        {
            fields.Problems.Error("bad-duration", scalar.Where, fields.Task, scalar.Text, duration.Correction ?? "45s / 12m / 1h30m / 2d");
            return null;
        }
        return IsNegative(fields, scalar, duration.Value) ? null : duration.Value;
    }

    /// <summary>A duration that is longer than nothing.</summary>
    public static PlanDuration? Length(this Fields fields, string key, string example)
    {
        if (fields.Duration(key) is not { } length)
            return null;
        if (!length.IsZero)
            return length;
        fields.Problems.Error("bad-duration", fields.WhereIs(key), fields.Task, fields.Text(key) ?? "", example);
        return null;
    }

    /// <summary>An estimate in order; figures that are not in order are reported and put in order.</summary>
    public static Estimate? Estimate(this Fields fields, string key)
    {
        if (fields.Scalar(key) is not { } scalar)
            return null;
        var parsed = TimeParser.Estimate(scalar.Text);
        if (!parsed.Ok)
        {
            fields.Problems.Error(scalar.Text.Contains('/', StringComparison.Ordinal) ? "bad-estimate" : "bad-duration",
                scalar.Where, fields.Task, scalar.Text, parsed.Correction ?? "12m / 9m/12m/21m");
            return null;
        }
        PlanDuration[] figures = [parsed.Value.Optimistic, parsed.Value.Likely, parsed.Value.Pessimistic];
        if (figures.Any(figure => IsNegative(fields, scalar, figure)))
            return null;
        var sorted = figures.OrderBy(figure => figure.Nominal).ToArray();
        var inOrder = new Estimate(sorted[0], sorted[1], sorted[2]);
        if (parsed.Value.Optimistic.Nominal > parsed.Value.Likely.Nominal || parsed.Value.Likely.Nominal > parsed.Value.Pessimistic.Nominal)
            fields.Problems.Error("estimates-out-of-order", scalar.Where, fields.Task, scalar.Text, inOrder.ToString());
        return inOrder;
    }

    private static bool IsNegative(Fields fields, YamlScalar scalar, PlanDuration duration)
    {
        if (duration.IsNegative)
            fields.Problems.Error("negative-duration", scalar.Where, fields.Task, scalar.Text, duration.Negated.ToString());
        return duration.IsNegative;
    }
}
