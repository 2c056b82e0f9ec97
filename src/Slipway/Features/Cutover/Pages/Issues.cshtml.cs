using Microsoft.AspNetCore.Mvc;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Pages;

/// <summary>The issues of a run: open ones first, to be settled, and a form to raise one.</summary>
[Needs(PermissionTable.SeeRun, ToSend = PermissionTable.ActOnRun)]
public sealed class IssuesModel(RunPages services) : RunPage(services)
{
    public async Task<IActionResult> OnGetAsync(string id, int number) => await OpenAsync(id, number) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, int number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        return await ActAsync(RunLinks.Issues(id, number)) ?? Page();
    }
}
