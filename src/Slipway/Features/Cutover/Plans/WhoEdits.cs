using Slipway.Features.Contracts;
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

    /// <summary>The reader's note on a version of theirs, with what they may put into it.</summary>
    public static VersionNote NoteOf(CurrentActor reader, Plan plan, string? note) =>
        new(reader.Person ?? reader.Id, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), MaySetRoles: MayApprove(reader, plan));

    private static IEnumerable<string> RolesOf(CurrentActor reader, Plan plan) =>
        reader.Roles.Concat(reader.Person is { } person ? plan.Launch.Person(person)?.Roles ?? [] : []);
}
