using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>Which differences an edit of one value may make.</summary>
internal static class EditScope
{
    public static bool Allows(PlanPath edited, PlanChange change)
    {
        var field = edited.Field;
        var same = change.Path == edited.Subject || change.Path.StartsWith(edited.Subject + "/", StringComparison.Ordinal);
        if (edited.Subject == "launch" && change.Subject != ChangeSubject.Launch)
        {
            // A clock without its date means another day when T-0, the zone or the window moves.
            return field is "t0" or "zone" or "window"
                && (change.Subject == ChangeSubject.Shift || change.Field is "notBefore" or "notAfter" or "closed");
        }
        if (!same)
            return change.Field is null && field == "id" && change.Kind == ChangeKind.Removed;
        if (change.Field is null)
            return field is "id" or "from" or "to";
        var changed = change.Field.Split('/')[0];
        return changed == field || field switch
        {
            "kind" => Grammar.OfGates.Contains(changed),
            "t0" or "zone" => changed is "freeze" or "window",
            // A launch that does not list its languages speaks those of its title.
            "title" => edited.Subject == "launch" && changed == "languages",
            _ => false,
        };
    }
}
