namespace Slipway.Planning.Plans;

/// <summary>What is different between the fields of one thing in two versions.</summary>
internal static class FieldDifference
{
    public static void Add(List<PlanChange> changes, PlanFacts before, PlanFacts after, string? id)
    {
        var (former, latter) = (before.Fields(), after.Fields());
        if (former.SequenceEqual(latter))
            return;
        foreach (var field in latter.Concat(former).Select(fact => fact.Field).Distinct().ToList())
        {
            var (old, now) = (Of(former, field), Of(latter, field));
            if (old.Concat(now).All(fact => fact.Item is null))
            {
                string? was = old is [var one] ? one.Value : null, isNow = now is [var other] ? other.Value : null;
                if (was != isNow)
                    Tell(was is null ? ChangeKind.Added : isNow is null ? ChangeKind.Removed : ChangeKind.Changed, field, was, isNow);
                continue;
            }
            AddItems(field, old, now);
        }

        void AddItems(string field, List<PlanFact> old, List<PlanFact> now)
        {
            var told = changes.Count;
            var rest = new List<PlanFact>(old);
            var added = new List<PlanFact>();
            foreach (var fact in now)
            {
                if (!rest.Remove(fact))
                    added.Add(fact);
            }
            foreach (var fact in added)
            {
                var same = rest.FindIndex(candidate => candidate.Item == fact.Item);
                if (same < 0)
                {
                    Tell(ChangeKind.Added, field, null, fact.Value);
                    continue;
                }
                Tell(ChangeKind.Changed, field, rest[same].Value, fact.Value);
                rest.RemoveAt(same);
            }
            foreach (var fact in rest)
                Tell(ChangeKind.Removed, field, fact.Value, null);
            if (changes.Count == told && !old.SequenceEqual(now))
                Tell(ChangeKind.Moved, field, string.Join(", ", old.Select(fact => fact.Value)), string.Join(", ", now.Select(fact => fact.Value)));
        }

        void Tell(ChangeKind kind, string field, string? was, string? isNow) =>
            changes.Add(new PlanChange(kind, after.Subject, id, field, was, isNow, $"{after.Path}/{field}"));
    }

    private static List<PlanFact> Of(IReadOnlyList<PlanFact> facts, string field) => [.. facts.Where(fact => fact.Field == field)];
}
