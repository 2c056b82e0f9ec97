using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>The teams that a sheet's tasks name. Their members are the owners of their tasks; their hours nobody has said.</summary>
internal sealed class TeamBook
{
    private readonly Ids ids = new("team");
    private readonly Dictionary<string, (string Id, string Name, List<string> Members)> byName = [];

    public IEnumerable<Team> Teams =>
        byName.Values.Select(team => new Team(team.Id, LocalizedText.Of(team.Name), team.Members, [], []));

    public string Of(string name, IEnumerable<string> members)
    {
        var key = Folding.Fold(name);
        if (!byName.TryGetValue(key, out var team))
            byName[key] = team = (ids.Make(name), name, []);
        team.Members.AddRange(members.Except(team.Members).ToList());
        return team.Id;
    }
}
