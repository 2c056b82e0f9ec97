using System.Globalization;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Automation;

/// <summary>What an answer has to be like.</summary>
public sealed record HttpExpectation
{
    public static HttpExpectation Success { get; } = new();

    /// <summary>The codes that are good; none for 200 to 299.</summary>
    public IReadOnlyList<int> Status { get; init; } = [];

    /// <summary>Places in the body, which is JSON, and what stands there: <see cref="JsonPath"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Json { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>A text that the body holds.</summary>
    public string? Body { get; init; }

    /// <summary>How long the whole answer may take.</summary>
    public PlanDuration? Within { get; init; }

    /// <summary>In the plan's notation; null where nothing is said.</summary>
    /// <param name="whole">Whether that is told too which holds unless said.</param>
    public Setting.Map? Tell(bool whole) =>
        Setting.Map.Of(
            ("status", whole && Status.Count == 0 ? Setting.Of("200 – 299") : Setting.Of([.. Status.Select(code => code.ToString(CultureInfo.InvariantCulture))])),
            ("json", Setting.Of(Json)),
            ("headers", Setting.Of(Headers)),
            ("body", Setting.Of(Body)),
            ("within", Setting.Of(Within?.ToString()))) is { Entries.Count: > 0 } written ? written : null;
}
