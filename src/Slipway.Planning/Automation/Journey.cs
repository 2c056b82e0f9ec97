using Slipway.Planning.Plans;

namespace Slipway.Planning.Automation;

/// <summary>A way through a service, request by request, as one of its users would go.</summary>
public sealed record Journey
{
    public required string Id { get; init; }

    public required LocalizedText Title { get; init; }

    /// <summary>Where its addresses begin; null where each is complete.</summary>
    public string? Base { get; init; }

    public IReadOnlyList<JourneyStep> Steps { get; init; } = [];

    /// <summary>Where it stands in the plan, for <see cref="PlanSource"/>.</summary>
    public required string Path { get; init; }

    /// <summary>In the plan's notation.</summary>
    public Setting.Map Written => Setting.Map.Of(
        ("id", Setting.Of(Id)),
        ("title", Setting.Of(Title)),
        ("base", Setting.Of(Base)),
        ("steps", Steps.Count == 0 ? null : new Setting.List([.. Steps.Select(step => step.Written)])));
}

/// <summary>One request of a journey.</summary>
public sealed record JourneyStep
{
    public required LocalizedText Title { get; init; }

    public required HttpVerb Method { get; init; }

    /// <summary>The address, or its part behind the journey's.</summary>
    public required string To { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The fields of a form that is sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Form { get; init; } = [];

    /// <summary>The texts of a JSON object that is sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Json { get; init; } = [];

    /// <summary>What is sent, as it stands.</summary>
    public string? Body { get; init; }

    public bool FollowsRedirects { get; init; }

    public HttpExpectation Expect { get; init; } = HttpExpectation.Success;

    /// <summary>What later steps know of its answer.</summary>
    public IReadOnlyList<Extract> Extracts { get; init; } = [];

    public Setting.Map Written => new([
        ("title", Setting.Of(Title)),
        .. Filled.Entries,
        .. Setting.Map.Of(("extract", Extracts.Count == 0 ? null : new Setting.Map([.. Extracts.Select(extract => (extract.Name, (Setting)extract.Written))]))).Entries,
    ]);

    /// <summary>That part of <see cref="Written"/> whose placeholders are filled in.</summary>
    public Setting.Map Filled => Setting.Map.Of(
        (Method.Word.ToLowerInvariant(), Setting.Of(To)),
        ("headers", Setting.Of(Headers)),
        ("form", Setting.Of(Form)),
        ("json", Setting.Of(Json)),
        ("body", Setting.Of(Body)),
        ("redirects", FollowsRedirects ? Setting.Of("follow") : null),
        ("expect", Expect.Tell(whole: false)));
}

/// <summary>A value taken out of an answer; later steps name it as a placeholder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">Where it is looked for.</param>
/// <param name="Pattern">The place in the JSON, the expression, or the header's name.</param>
/// <param name="Secret">Whether it is kept out of everything that is said.</param>
public sealed record Extract(string Name, ExtractFrom From, string Pattern, bool Secret)
{
    /// <summary>A longer expression is a mistake.</summary>
    public const int LongestExpression = 1_000;

    public Setting.Map Written => Setting.Map.Of(
        (From.ToString().ToLowerInvariant(), Setting.Of(Pattern)),
        ("secret", Secret ? Setting.Of("true") : null));
}

/// <summary>Where in an answer a value is looked for.</summary>
public enum ExtractFrom
{
    /// <summary>At a <see cref="JsonPath"/> of the body.</summary>
    Json,

    /// <summary>What a regular expression finds in the body: its first group, or all of it where it has none.</summary>
    Regex,

    Header,
}
