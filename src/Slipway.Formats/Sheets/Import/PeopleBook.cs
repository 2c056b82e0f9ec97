using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Formats.Sheets.Import;

/// <summary>The people of a launch: those that a sheet lists, and those that tasks name.</summary>
/// <param name="isOurs">Whether the workbook is an export: then an id that nobody has stays an id.</param>
internal sealed class PeopleBook(bool isOurs)
{
    private static readonly HashSet<string> TaskRoles = [.. Roles.OfTasks];
    private static readonly char[] Separators = ['/', ';', '\n', '&', '+', '|', '؛'];

    private static readonly System.Buffers.SearchValues<char> Parting = System.Buffers.SearchValues.Create([.. Separators, ',', '،']);

    private readonly List<Person> people = [];
    private readonly Ids ids = new("person", [.. TaskRoles, RunCommand.Clock]);
    private readonly Dictionary<string, string> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> byText = new(StringComparer.Ordinal);
    private readonly HashSet<string> shared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly HashSet<string> rolesHeld = new(StringComparer.Ordinal);

    public IReadOnlyList<Person> People => people;

    /// <summary>Adds a person and gives the id that it got.</summary>
    public string Add(Person person)
    {
        var id = Ids.IsId(person.Id) && ids.Take(person.Id) ? person.Id : ids.Make(person.Name);
        rolesHeld.UnionWith(person.Roles);
        Keep(person with { Id = id });
        return id;
    }

    public void SetDeputy(string id, string deputy)
    {
        people[places[id]] = people[places[id]] with { Deputy = One(deputy) };
    }

    public bool IsPerson(string id) => places.ContainsKey(id);

    /// <summary>Whether a cell is empty in all but letters: "TBD", "-".</summary>
    public static bool IsNobody(string text) => Folding.Fold(text).Length == 0 || WordList.Values.Is("nobody", text);

    /// <summary>Everybody whom a cell names, in its order; <c>/</c> and its like part them.</summary>
    public IReadOnlyList<string> All(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        if (!text.AsSpan().ContainsAny(Parting) || names.Contains(text.Trim()))
            return [One(text)];
        var found = new List<string>();
        foreach (var part in text.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(ByCommas))
        {
            if (isOurs)
                found.Add(One(part));
            else if (!IsNobody(part) && One(part) is var id && !found.Contains(id))
                found.Add(id);
        }
        return found;
    }

    /// <summary>The person or role that a text means; whoever is not known yet becomes a person.</summary>
    public string One(string text)
    {
        text = CleanText.Of(text).Trim();
        if (byText.TryGetValue(text, out var before))
            return before;
        return byText[text] = Known(text) ?? Make(text);
    }

    /// <summary>The text by which an id is written where people read it: a name that means nobody else, else the id.</summary>
    public string Shown(string id)
    {
        var name = places.TryGetValue(id, out var place) ? people[place].Name : null;
        return name is not null && !name.AsSpan().ContainsAny(Parting) && name.Trim() == name && !IsNobody(name) && Known(name) == id ? name : id;
    }

    private string? Known(string text)
    {
        if (ids.IsTaken(text) && !TaskRoles.Contains(text))
            return text;
        if (isOurs && Ids.IsId(text))
            return text;
        var key = Folding.Fold(text);
        if (byName.TryGetValue(key, out var id) && !shared.Contains(key))
            return id;
        var role = WordList.Values.Find("role", text) ?? (TaskRoles.Contains(text) ? text : null);
        return role is not null && rolesHeld.Contains(role) ? role : null;
    }

    private string Make(string text)
    {
        var role = WordList.Values.Find("role", text);
        var id = ids.Make(role is null ? text : $"{role}-1");
        Keep(new Person(id, text, role is not null && Roles.OfPeople.Contains(role) ? [role] : []));
        return id;
    }

    private void Keep(Person person)
    {
        places[person.Id] = people.Count;
        people.Add(person);
        names.Add(person.Name.Trim());
        var key = Folding.Fold(person.Name);
        if (key.Length > 0 && !byName.TryAdd(key, person.Id))
            shared.Add(key);
    }

    /// <summary>"H. Tessema, N. Farah" are two people; "Tessema, H." is one.</summary>
    private IEnumerable<string> ByCommas(string text)
    {
        var parts = text.Split([',', '،'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 1 && parts.All(part => part.Contains(' ', StringComparison.Ordinal) || Known(part) is not null) ? parts : [text];
    }
}
