namespace Slipway.Features.Cutover.Pages;

/// <summary>The key of a field's label: <c>notBefore</c> is <c>not-before</c>, <c>title/fr</c> is <c>title</c>.</summary>
public static class TaskFieldName
{
    public static string Of(string name)
    {
        var parts = name.Split('/');
        var key = parts switch
        {
            ["criteria", _, "of", ..] => "criteria-met",
            ["criteria", _, var inner, ..] => $"criteria-{inner}",
            ["escalate", var inner] => $"escalate-{inner}",
            _ => parts[0],
        };
        return string.Concat(key.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"));
    }
}
