using Slipway.Planning.Automation;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>Whether everybody can read it.</summary>
internal static class WordingChecks
{
    public static IEnumerable<Finding> LanguageMissing(CheckContext check) =>
        from text in Texts(check)
        where text.Text is not null && !text.Text.ByLanguage.ContainsKey(LocalizedText.AnyLanguage)
        let missing = check.Launch.Languages.Where(language => !text.Text!.ByLanguage.ContainsKey(language)).ToList()
        where missing.Count > 0
        select new Finding(text.Path, text.Task, text.Path[(text.Path.LastIndexOf('/') + 1)..], string.Join(", ", missing));

    private static IEnumerable<(string Path, string? Task, LocalizedText? Text)> Texts(CheckContext check)
    {
        yield return ("launch/title", null, check.Launch.Title);
        yield return ("launch/owner", null, check.Launch.Owner);
        for (var i = 0; i < check.Launch.Teams.Count; i++)
            yield return ($"launch/teams/{i}/title", null, check.Launch.Teams[i].Title);
        foreach (var task in check.Graph.Tasks)
        {
            yield return ($"{task.Path}/title", task.Id, task.Title);
            yield return ($"{task.Path}/do", task.Id, task.Do);
            yield return ($"{task.Path}/expect", task.Id, task.Expect);
            yield return ($"{task.Path}/where", task.Id, task.Where);
            if (task.Work?.With is NotifySettings notify)
            {
                yield return ($"{task.Path}/with/subject", task.Id, notify.Subject);
                yield return ($"{task.Path}/with/text", task.Id, notify.Text);
            }
            for (var i = 0; i < (task.Gate?.Criteria.Count ?? 0); i++)
                yield return ($"{task.Path}/criteria/{i}/title", task.Id, task.Gate!.Criteria[i].Title);
        }
    }
}
