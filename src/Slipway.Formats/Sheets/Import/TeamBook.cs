using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>The teams that a sheet's tasks name. Their members are the owners of their tasks; their hours nobody has said.</summary>
internal sealed class TeamBook
{
    private readonly Ids ids = new("team");
    private readonly Dictionary<string, (string Id, string Name)> byName = [];
    private readonly Dictionary<string, OrderedDictionary<string, bool>> members = [];

    public IEnumerable<Team> Teams =>
        byName.Values.Where(team => members[team.Id].Count > 0).Select(team => new Team(team.Id, LocalizedText.Of(team.Name), [.. members[team.Id].Keys], [], []));

    /// <summary>Whether nobody is in it: then it is no team of a plan.</summary>
    public bool IsEmpty(string id) => members.TryGetValue(id, out var known) && known.Count == 0;

    public string Of(string name, IEnumerable<string> others)
    {
        var key = Folding.Fold(name);
        if (!byName.TryGetValue(key, out var team))
        {
            byName[key] = team = (ids.Make(name), name);
            members[team.Id] = [];
        }
        foreach (var other in others)
            members[team.Id].TryAdd(other, true);
        return team.Id;
    }
}
