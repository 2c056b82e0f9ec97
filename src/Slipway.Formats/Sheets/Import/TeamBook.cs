using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>The teams that a sheet's tasks name. Their members are the owners of their tasks; their hours nobody has said.</summary>
internal sealed class TeamBook
{
    private readonly Ids ids = new("team");
    private readonly Dictionary<string, (string Id, string Name, List<string> Members)> byName = [];

    public IEnumerable<Team> Teams =>
        byName.Values.Where(team => team.Members.Count > 0).Select(team => new Team(team.Id, LocalizedText.Of(team.Name), team.Members, [], []));

    /// <summary>Whether nobody is in it: then it is no team of a plan.</summary>
    public bool IsEmpty(string id) => byName.Values.Any(team => team.Id == id && team.Members.Count == 0);

    public string Of(string name, IEnumerable<string> members)
    {
        var key = Folding.Fold(name);
        if (!byName.TryGetValue(key, out var team))
            byName[key] = team = (ids.Make(name), name, []);
        team.Members.AddRange(members.Except(team.Members).ToList());
        return team.Id;
    }
}
