using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.Planning.Automation;
using Slipway.Planning.Runs;
using Slipway.Platform.Secrets;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Walks a journey of the plan: its cookies and what it took out of answers live as long as the walk.</summary>
public sealed class JourneyWorker(WebCalls calls) : IWorker
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(2);

    public WorkKind Kind => WorkKind.Journey;

    public async Task<WorkEnd> DoAsync(WorkSettings settings, WorkContext context, CancellationToken cancellation)
    {
        var id = ((JourneySettings)settings).Journey;
        if (context.Journeys.FirstOrDefault(candidate => candidate.Id == id) is not { } journey)
            return WorkEnd.Unanswered($"The plan has no journey {id}.");
        var known = new Dictionary<string, string>(context.Given, StringComparer.Ordinal);
        var (walk, cookies) = (context with { Given = known }, new CookieContainer());
        for (var i = 0; i < journey.Steps.Count; i++)
        {
            var step = journey.Steps[i];
            var place = $"{i + 1}/{journey.Steps.Count} {step.Title}";
            // Each step is another request; a repetition of the walk gives each the same key again.
            var request = Request(journey, step, walk, $"{context.Key}.{i + 1}");
            var (end, answer) = await WebExchange.AskAsync(calls, request, step.Expect, cookies, walk, $"{place} · ", cancellation);
            if (end.Outcome != WorkOutcome.Succeeded)
                return end with { Said = $"{place} · {end.Said}" };
            foreach (var extract in step.Extracts)
            {
                if (Find(extract, answer!) is not { } value)
                    return WorkEnd.Failed($"{place} · {end.Said}, and nothing is there for {extract.Name} ({extract.Pattern})");
                if (extract.Secret)
                    Hide(extract, value, walk);
                known[extract.Name] = value;
            }
            context.Output.SayProgress((i + 1.0) / journey.Steps.Count);
        }
        return WorkEnd.Succeeded($"{journey.Steps.Count}/{journey.Steps.Count} · {journey.Title}");
    }

    private static WebRequest Request(Journey journey, JourneyStep step, WorkContext walk, string key)
    {
        var behind = journey.Base is { } address ? WebRequest.AddressOf(walk.Fill(address)) : null;
        var request = new WebRequest(step.Method, WebRequest.AddressOf(walk.Fill(step.To), behind))
        {
            Headers = WebRequest.HeadersOf(step.Headers, key, walk.Fill),
            FollowsRedirects = step.FollowsRedirects,
        };
        if (step.Form.Count > 0)
            return request with { Body = string.Join('&', step.Form.Select(field => $"{WebUtility.UrlEncode(field.Key)}={WebUtility.UrlEncode(walk.Fill(field.Value))}")), BodyIs = "application/x-www-form-urlencoded" };
        if (step.Json.Count > 0)
            return request with { Body = JsonSerializer.Serialize(step.Json.ToDictionary(field => field.Key, field => walk.Fill(field.Value))), BodyIs = "application/json" };
        return step.Body is { } body ? request with { Body = walk.Fill(body) } : request;
    }

    private static string? Find(Extract extract, WebAnswer answer) => extract.From switch
    {
        ExtractFrom.Header => HeaderOf(extract.Pattern, answer),
        ExtractFrom.Json => JsonOf(extract.Pattern, answer),
        _ => MatchOf(extract.Pattern, answer),
    };

    /// <summary>Where an answer leads is a whole address, whatever the server wrote.</summary>
    private static string? HeaderOf(string name, WebAnswer answer) =>
        !answer.Headers.TryGetValue(name, out var value) ? null
        : name.Equals("Location", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(answer.From, value, out var whole) ? whole.AbsoluteUri
        : value;

    private static string? JsonOf(string path, WebAnswer answer)
    {
        using var document = Expectations.JsonOf(answer);
        return document is null ? null : JsonPath.Parse(path)?.Find(document.RootElement);
    }

    private static string? MatchOf(string expression, WebAnswer answer)
    {
        try
        {
            var match = Regex.Match(answer.Text(), expression, RegexOptions.CultureInvariant, LongestMatch);
            return !match.Success ? null : match.Groups.Count > 1 ? match.Groups[1].Value : match.Value;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static void Hide(Extract extract, string value, WorkContext walk)
    {
        if (value.Length < SecretMask.Shortest)
            throw new UnfilledSettingException($"The secret {extract.Name} has fewer than {SecretMask.Shortest} characters: it could not be kept out of what is shown.");
        walk.Output.Mask.Add(value);
    }
}
