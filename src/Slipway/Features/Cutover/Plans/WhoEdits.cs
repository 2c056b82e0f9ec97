using Slipway.Features.Contracts;
using Slipway.Planning.Plans;
using Slipway.Platform.Identity;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Plans;

/// <summary>What a reader is offered on the pages of a plan: as the table says, by the plan that is shown.</summary>
internal static class WhoEdits
{
    public static bool MayEdit(CurrentActor reader, Plan plan) => May(PermissionTable.EditPlan, reader, plan);

    public static bool MayApprove(CurrentActor reader, Plan plan) => May(PermissionTable.ApprovePlan, reader, plan);

    /// <summary>The reader's note on a version of theirs, with what they may put into it.</summary>
    public static VersionNote NoteOf(CurrentActor reader, Plan plan, string? note) =>
        new(reader.Person ?? reader.Id, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), MaySetRoles: MayApprove(reader, plan));

    private static bool May(string permission, CurrentActor reader, Plan plan) =>
        PermissionTable.Of(permission).IsFor(reader, reader.Person is { } person ? plan.Launch.Person(person)?.Roles ?? [] : []);
}
