using Slipway.Features.Cutover.Speaking;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Pages;

/// <summary>What a refusal calls a field: the API's key for programs, and for people the label that stands above it on the page.</summary>
internal static class FieldNames
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["at"] = "act.at",
        ["text"] = "act.text",
        ["name"] = "act.name",
        ["url"] = "act.url",
        ["title"] = "act.what",
        ["severity"] = "act.severity",
        ["owner"] = "act.owner",
        ["deputy"] = "standins.deputy",
        ["how"] = "issues.how",
        ["takes"] = "act.takes",
        ["after"] = "addtask.after",
        ["outcome"] = "gate.outcome",
        ["holdUntil"] = "gate.hold-until",
        ["conditions.text"] = "gate.condition-text",
        ["conditions.owner"] = "act.owner",
        ["conditions.due"] = "gate.condition-due",
    };

    public static string Say(RunWords words, Refusal refusal)
    {
        // In a page people write the wall clock, not an offset.
        if (refusal.Rule == "bad-instant")
            refusal = refusal with { Rule = "bad-field" };
        if (refusal.Rule is not ("missing-field" or "bad-field" or "unknown-word") || !Labels.TryGetValue(refusal.Values[0], out var label))
            return words.Refusal(refusal);
        if (refusal is { Rule: "bad-field", Values: [_, var given] })
        {
            if (refusal.Values[0] == "takes")
                return words.Refusal(refusal with { Rule = "wrong-estimate", Values = [given] });
            if (refusal.Values[0] is "at" or "holdUntil" or "conditions.due")
                return words.Texts.Format("act.wrong-clock", ("given", words.Texts.Ltr(given)));
        }
        // A list from which nothing was chosen: the words that programs may send help nobody.
        var rule = refusal.Rule == "unknown-word" ? "missing-field" : refusal.Rule;
        return words.Refusal(refusal with { Rule = rule, Values = [words.Texts.Format("act.field-name", ("name", words.Texts[label])), .. refusal.Values.Skip(1)] });
    }
}
