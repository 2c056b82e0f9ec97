using Slipway.Planning.Automation;
using Slipway.Platform.Secrets;

namespace Slipway.Features.Cutover.Automation;

/// <summary>What a piece of work is done with: what it belongs to, what its placeholders stand for, and where what it says is kept.</summary>
/// <param name="Key">The idempotency key, given on to what it acts on.</param>
/// <param name="Given">What the run fills in: launch, run, task, attempt, key.</param>
/// <param name="Environment">The values of the environment in which the run acts.</param>
/// <param name="Output">What it says at length.</param>
public sealed record WorkContext(string Key, IReadOnlyDictionary<string, string> Given, IReadOnlyDictionary<string, string> Environment, WorkOutput Output)
{
    /// <summary>Cancelled when the work is another node's now, or the server stops: whoever has it next sees to it. Any other stop is a decision about the task.</summary>
    public CancellationToken Away { get; init; }

    /// <summary>An environment's value may name another value or a secret, and not further.</summary>
    private const int Deepest = 4;

    /// <summary>The run as it was when the work began; null where work is tried outside of one.</summary>
    public Run? Run { get; init; }

    /// <summary>The ways through the service that the plan knows.</summary>
    public IReadOnlyList<Journey> Journeys { get; init; } = [];

    /// <summary>A text with its placeholders filled in; its secrets are masked in everything that is said from then on.</summary>
    /// <exception cref="UnfilledSettingException">Something that it names is not there.</exception>
    public string Fill(string text) => Fill(text, 0);

    /// <summary>The same for what is kept and read by many: a secret has no place in it.</summary>
    /// <exception cref="UnfilledSettingException">Something that it names is not there, or is a secret.</exception>
    public string FillOpenly(string text) => Placeholder.In(text).FirstOrDefault(placeholder => placeholder.HoldsSecret(Environment)) is { } secret
        ? throw new UnfilledSettingException($"A message holds no secrets, and {secret.Name} is one.")
        : Fill(text);

    private string Fill(string text, int depth)
    {
        if (depth > Deepest)
            throw new UnfilledSettingException("The values of the environment name one another in a circle.");
        return Placeholder.Fill(text, placeholder =>
        {
            if (placeholder.Kind == PlaceholderKind.Value)
            {
                return Given.GetValueOrDefault(placeholder.Name)
                    ?? (Environment.GetValueOrDefault(placeholder.Name) is { } value ? Fill(value, depth + 1) : throw new UnfilledSettingException($"Nothing says what ${{{placeholder.Name}}} stands for."));
            }
            var secret = ServerSecrets.Read(placeholder);
            if (secret.Length < SecretMask.Shortest)
                throw new UnfilledSettingException($"A secret has fewer than {SecretMask.Shortest} characters: it could not be kept out of what is shown.");
            Output.Mask.Add(secret);
            return secret;
        });
    }
}
