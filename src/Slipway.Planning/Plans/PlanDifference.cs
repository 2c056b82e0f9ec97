using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Slipway.Planning.Plans;

/// <summary>What is different between two versions of a plan, by meaning: comments, order of keys and notation do not count.</summary>
public static class PlanDifference
{
    /// <summary>
    /// All differences: the launch's, then those of people, teams, shifts, tasks, journeys and accepted findings, each in the order of the later
    /// version with what was removed at the end. Empty exactly when both plans mean the same.
    /// </summary>
    /// <remarks>Near-linear in the size of both plans.</remarks>
    public static IReadOnlyList<PlanChange> Between(Plan before, Plan after)
    {
        var changes = new List<PlanChange>();
        Compare(changes, [PlanFacts.Of(before)], [PlanFacts.Of(after)]);
        Compare(changes, before.Launch.People.Select(PlanFacts.Of), after.Launch.People.Select(PlanFacts.Of));
        Compare(changes, before.Launch.Teams.Select(PlanFacts.Of), after.Launch.Teams.Select(PlanFacts.Of));
        Compare(changes, before.Launch.Shifts.Select(PlanFacts.Of), after.Launch.Shifts.Select(PlanFacts.Of));
        Compare(changes, before.Tasks.Select(PlanFacts.Of), after.Tasks.Select(PlanFacts.Of));
        Compare(changes, before.Journeys.Select(PlanFacts.Of), after.Journeys.Select(PlanFacts.Of));
        Compare(changes, before.Accepted.Select(PlanFacts.Of), after.Accepted.Select(PlanFacts.Of));
        return changes;
    }

    /// <summary>A fingerprint of what a plan means: of two with the same one neither differs from the other.</summary>
    /// <remarks>It takes the place of a plan of hundreds of megabytes until another can be compared with it.</remarks>
    public static string Fingerprint(Plan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<PlanFacts> all =
        [
            PlanFacts.Of(plan),
            .. plan.Launch.People.Select(PlanFacts.Of), .. plan.Launch.Teams.Select(PlanFacts.Of), .. plan.Launch.Shifts.Select(PlanFacts.Of),
        ];
        foreach (var facts in all.Concat(plan.Tasks.Select(PlanFacts.Of)).Concat(plan.Journeys.Select(PlanFacts.Of)).Concat(plan.Accepted.Select(PlanFacts.Of)))
        {
            Add($"{facts.Subject}");
            Add(facts.Id);
            foreach (var (field, value, item) in facts.Fields())
            {
                Add(field);
                Add(value);
                Add(item);
            }
        }
        return Convert.ToHexString(hash.GetHashAndReset());

        // Each with its length, so that no two of them can be taken for one.
        void Add(string? text)
        {
            hash.AppendData(BitConverter.GetBytes(text?.Length ?? -1));
            hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }

    private static void Compare(List<PlanChange> changes, IEnumerable<PlanFacts> before, IEnumerable<PlanFacts> after)
    {
        var (old, now) = (Named(before), Named(after));
        var oldPlaces = old.Select((facts, index) => (facts.Id, index)).ToDictionary(pair => pair.Id!, pair => pair.index, StringComparer.Ordinal);
        var kept = now.Where(facts => oldPlaces.ContainsKey(facts.Id!)).ToList();
        var moved = OutOfOrder.Of([.. kept.Select(facts => oldPlaces[facts.Id!])]);
        var place = 0;
        for (var i = 0; i < now.Count; i++)
        {
            if (!oldPlaces.TryGetValue(now[i].Id!, out var oldPlace))
            {
                changes.Add(new PlanChange(ChangeKind.Added, now[i].Subject, Id(now[i]), null, null, null, now[i].Path));
                continue;
            }
            if (moved.Contains(place++))
                changes.Add(new PlanChange(ChangeKind.Moved, now[i].Subject, Id(now[i]), null, oldPlace == 0 ? null : Id(old[oldPlace - 1]), i == 0 ? null : Id(now[i - 1]), now[i].Path));
            FieldDifference.Add(changes, old[oldPlace], now[i], Id(now[i]));
        }
        var left = now.Select(facts => facts.Id).ToHashSet();
        foreach (var facts in old.Where(facts => !left.Contains(facts.Id)))
            changes.Add(new PlanChange(ChangeKind.Removed, facts.Subject, Id(facts), null, null, null, facts.Path));
    }

    /// <summary>Each with an id of its own: the second <c>load</c> is <c>load#2</c>, the launch has an empty one.</summary>
    private static List<PlanFacts> Named(IEnumerable<PlanFacts> all)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. all.Select(facts =>
        {
            var id = facts.Id ?? "";
            var count = counts[id] = counts.GetValueOrDefault(id) + 1;
            return count == 1 && id == facts.Id ? facts : facts with { Id = count == 1 ? id : $"{id}#{count}" };
        })];
    }

    private static string? Id(PlanFacts facts) => facts.Subject == ChangeSubject.Launch ? null : facts.Id;
}
