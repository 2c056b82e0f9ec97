using Microsoft.AspNetCore.Html;
using Slipway.Planning.Plans;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Cutover.Speaking;

/// <summary>Says the differences between two versions of a plan in sentences.</summary>
/// <param name="texts">The language.</param>
/// <param name="before">The earlier version: what is gone is called as it was.</param>
/// <param name="after">The later version.</param>
public sealed class ChangeWords(Texts texts, Plan before, Plan after)
{
    /// <summary>A value longer than this is not part of a sentence.</summary>
    private const int LongestValue = 80;

    private readonly PlanWords was = new(texts, before);
    private readonly PlanWords now = new(texts, after);

    /// <summary>All differences, a sentence each.</summary>
    public IReadOnlyList<IHtmlContent> All() => [.. PlanDifference.Between(before, after).Select(Sentence)];

    public IHtmlContent Sentence(PlanChange change)
    {
        var thing = Thing(change);
        if (change.Field is not { } field)
        {
            var kind = Kebab.Of(change.Kind);
            if (change.Subject == ChangeSubject.Accepted && change.Kind is ChangeKind.Added or ChangeKind.Removed)
                return texts.Html($"changes.{kind}-accepted", ("thing", thing), ("why", Why(change)));
            return texts.Html(change.Subject == ChangeSubject.Task ? $"changes.{kind}-task" : $"changes.{kind}-other", ("thing", thing));
        }
        var (key, language) = Key(change, field);
        var label = Label(key, language, field);
        if (change.Kind == ChangeKind.Moved)
            return texts.Html("changes.moved", ("thing", thing), ("field", label));
        if (IsLong(change.Before) || IsLong(change.After))
            return texts.Html("changes.rewritten", ("thing", thing), ("field", label));
        if (key == "attended")
            return texts.Html(change.After == "true" ? "changes.attended-yes" : "changes.attended-no", ("thing", thing));
        var special = $"changes.{key}-{Kebab.Of(change.Kind)}";
        var isKnown = texts.Has(special) && (change.Before, change.After) is not (("none", _) or (_, "none")) && (language is null || language == texts.Language) && (change.Subject is ChangeSubject.Task || key is "t0" or "window-opens" or "window-closes");
        return texts.Html(
            isKnown ? special : $"changes.{Kebab.Of(change.Kind)}",
            ("thing", thing), ("field", label), ("before", ValueOf(was, change.Before)), ("after", ValueOf(now, change.After)));

        // A launch belongs to an office, which is a text, a task to a person.
        string ValueOf(PlanWords words, string? value) => Value(words, change.Subject == ChangeSubject.Launch && key == "owner" ? "title" : key, value);
    }

    private string Thing(PlanChange change)
    {
        var (plan, words) = change.Kind == ChangeKind.Removed && change.Field is null ? (before, was) : (after, now);
        return change.Subject switch
        {
            ChangeSubject.Launch => plan.Launch.Title.In(texts.Language),
            ChangeSubject.Person => words.Name(change.Id),
            ChangeSubject.Team => plan.Launch.Teams.FirstOrDefault(team => team.Id == change.Id)?.Title?.In(texts.Language) ?? change.Id!,
            ChangeSubject.Shift => texts.Format("changes.shift", ("times", texts.Ltr(change.Id!.Replace("/", " – ", StringComparison.Ordinal)))),
            ChangeSubject.Accepted => Accepted(words, change.Id!),
            ChangeSubject.Journey => texts.Format("changes.journey", ("title", plan.Journeys.FirstOrDefault(journey => journey.Id == change.Id)?.Title.In(texts.Language) ?? change.Id!)),
            _ when change.Field?.Split('/') is ["criteria", var criterion, _, ..] => $"{words.Title(change.Id!)} · {CriterionTitle(plan, change.Id!, criterion)}",
            _ => words.Title(change.Id!),
        };
    }

    /// <summary>The rule's name, with the task that it is about.</summary>
    private static string Accepted(PlanWords words, string id)
    {
        var parts = id.Split('#')[0].Split(' ');
        return parts.Length > 1 ? $"{words.Title(parts[1])} · {parts[0]}" : parts[0];
    }

    private string Why(PlanChange change) =>
        (change.Kind == ChangeKind.Removed ? before : after).Accepted.FirstOrDefault(accepted => $"{accepted.Rule} {accepted.Task}".TrimEnd() == change.Id!.Split('#')[0])?.Why ?? "";

    private string CriterionTitle(Plan plan, string gate, string criterion) =>
        plan.Task(gate)?.Gate?.Criteria.FirstOrDefault(candidate => candidate.Id == criterion)?.Title.In(texts.Language) ?? criterion;

    /// <summary>The field's name among the texts, and the language if it is a text in one.</summary>
    private static (string Key, string? Language) Key(PlanChange change, string field)
    {
        var parts = field.Split('/');
        if (parts is ["criteria", _, var inner, ..])
            return ($"criteria-{inner}", parts.Length > 3 ? parts[3] : null);
        return parts is [("title" or "do" or "expect" or "where" or "owner") and var text, var language]
            ? (text, language)
            : (string.Concat(string.Join('-', parts).Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}")), null);
    }

    /// <summary>Within a sentence it begins with a small letter, unless it is a code.</summary>
    private string Label(string key, string? language, string field)
    {
        // What people chose themselves, such as the settings of automated work, has no other name than its path.
        if (!texts.Has($"fields.{key}"))
            return texts.Ltr(field);
        var label = texts[$"fields.{key}"];
        if (label.Length > 1 && char.IsLower(label[1]))
            label = char.ToLowerInvariant(label[0]) + label[1..];
        return language is null ? label : texts.Format("changes.in-language", ("field", label), ("language", Languages.Match(language) is { } known ? Languages.OwnName(known) : language));
    }

    private static bool IsLong(string? value) => value is not null && (value.Length > LongestValue || value.Contains('\n', StringComparison.Ordinal));

    private string Value(PlanWords words, string key, string? value) => (key, value) switch
    {
        (_, null) => "",
        ("owner" or "deputy" or "verified-by" or "decider" or "who" or "voters" or "escalate-to" or "members" or "manager" or "scribe" or "on" or "roles", _) => words.Name(value),
        ("after", _) => Link(words, value),
        ("undo", "none") => texts["taskform.undo-none"],
        ("undo", _) => words.Title(value),
        ("phase", _) => texts[$"plan.phase-{value}"],
        ("workstream" or "workstreams", _) => words.Workstream(value),
        ("purpose", _) => texts[$"taskform.purpose-{value}"],
        ("attended" or "mandatory" or "go-live" or "no-return" or "criteria-must" or "rollback", "true" or "false") => texts[value == "true" ? "changes.yes" : "changes.no"],
        ("title" or "name" or "do" or "expect" or "where" or "system" or "evidence", _) => value,
        _ => texts.Ltr(value),
    };

    /// <summary>The task's title with the link's code: <c>Freeze SS+5m</c>.</summary>
    private string Link(PlanWords words, string link)
    {
        var space = link.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? words.Title(link) : $"{words.Title(link[..space])} {texts.Ltr(link[(space + 1)..])}";
    }
}
