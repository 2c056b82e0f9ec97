using Microsoft.AspNetCore.Mvc;
using Slipway.Planning.Runs;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Pages;

/// <summary>Adds a task while the run goes on.</summary>
[Needs(PermissionTable.SeeRun, ToSend = PermissionTable.ActOnRun)]
public sealed class AddTaskToModel(RunPages services) : RunPage(services)
{
    public async Task<IActionResult> OnGetAsync(string id, int number) => await OpenAsync(id, number) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, int number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        Form.Act = "add-task";
        if (string.IsNullOrEmpty(Form.Deputy))
            Form.Deputy = Run.State.Plan.Launch.Person(Form.Owner ?? "")?.Deputy;
        return await ActAsync(RunLinks.Room(id, number)) ?? Page();
    }

    protected override string FieldOf(Refusal wrong) =>
        wrong.Values is [("title" or "owner" or "deputy" or "takes" or "after") and var field, ..] ? $"Form.{char.ToUpperInvariant(field[0])}{field[1..]}" : "";
}
