using Slipway.Planning.Plans;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Cutover.Plans;

/// <summary>Understands people and tasks by what they are called: who types "A. Farah" means <c>farah</c>.</summary>
internal sealed class TypedNames(Texts texts, Plan plan)
{
    private static readonly string[] PeopleFields = ["owner", "deputy", "verifiedBy", "decider", "escalate/to", "who", "voters"];

    /// <summary>The value of a form's field, with ids for names where a name means one thing only.</summary>
    public string? Read(string field, string? value)
    {
        if (PeopleFields.Contains(field))
            return EachLine(value, Person);
        if (field == "after")
            return EachLine(value, Task);
        return field.StartsWith("criteria/", StringComparison.Ordinal) && field.EndsWith("/of", StringComparison.Ordinal) && value is not null ? Person(Task(value)) : value;
    }

    private static string? EachLine(string? value, Func<string, string> read) =>
        value is null ? null : string.Join('\n', value.Split('\n').Select(line => read(line.Trim())));

    private string Person(string name) =>
        plan.Launch.Person(name) is not null ? name
        : Only(plan.Launch.People.Where(person => Same(person.Name, name)).Select(person => person.Id)
            .Concat(Roles.OfTasks.Where(role => Same(texts[$"roles.{role}"], name)))) ?? name;

    private string Task(string title) =>
        plan.Task(title) is not null ? title : Only(plan.Tasks.Where(task => task.Title.ByLanguage.Values.Any(words => Same(words, title))).Select(task => task.Id)) ?? title;

    private static string? Only(IEnumerable<string> ids) => ids.Distinct().Take(2).ToList() is [var only] ? only : null;

    private static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
