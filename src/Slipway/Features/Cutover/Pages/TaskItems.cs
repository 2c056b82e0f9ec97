namespace Slipway.Features.Cutover.Pages;

/// <summary>A list in the form for a task: a field for each item and two more.</summary>
/// <param name="Options">The id of the datalist that its fields offer.</param>
public sealed record TaskItems(string Name, string Label, string? Hint, string? Message, IReadOnlyList<string?> Items, string Options)
{
    public string? DescribedBy(string id) =>
        (Hint, Message) switch
        {
            (null, null) => null,
            (_, null) => $"{id}-hint",
            (null, _) => $"{id}-message",
            _ => $"{id}-hint {id}-message",
        };
}
