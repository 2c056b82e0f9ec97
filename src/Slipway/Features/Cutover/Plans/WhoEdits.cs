using Slipway.Planning.Plans;
using Slipway.Platform.Identity;

namespace Slipway.Features.Cutover.Plans;

/// <summary>Who may change a plan, and who may approve it.</summary>
internal static class WhoEdits
{
    public static bool MayEdit(CurrentActor reader, Plan plan) =>
        reader.IsAdministrator || RolesOf(reader, plan).Any(role => role is not (Roles.Observer or Roles.PublicServant));

    public static bool MayApprove(CurrentActor reader, Plan plan) =>
        reader.IsAdministrator || RolesOf(reader, plan).Contains(Roles.ServiceOwner);

    private static IEnumerable<string> RolesOf(CurrentActor reader, Plan plan) =>
        reader.Roles.Concat(reader.Person is { } person ? plan.Launch.Person(person)?.Roles ?? [] : []);
}
