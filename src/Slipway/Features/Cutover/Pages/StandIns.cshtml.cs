using Microsoft.AspNetCore.Mvc;
using Slipway.Planning.Runs;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Pages;

/// <summary>Who is on, who stands in for whom, how to call them.</summary>
[Needs(PermissionTable.SeeRun, ToSend = PermissionTable.ActOnRun)]
public sealed class StandInsModel(RunPages services) : RunPage(services)
{
    public async Task<IActionResult> OnGetAsync(string id, int number) => await OpenAsync(id, number) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, int number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        return await ActAsync(RunLinks.People(id, number)) ?? Page();
    }

    public bool MaySubstitute(string person) => May(new Substitute { Person = person });

    public bool MayEnd(string person) => May(new EndSubstitution { Person = person });
}
