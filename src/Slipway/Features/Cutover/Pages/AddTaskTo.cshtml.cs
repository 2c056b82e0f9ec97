using Microsoft.AspNetCore.Mvc;

namespace Slipway.Features.Cutover.Pages;

/// <summary>Adds a task while the run goes on.</summary>
public sealed class AddTaskToModel(RunPages services) : RunPage(services)
{
    public async Task<IActionResult> OnGetAsync(string id, int number) => await OpenAsync(id, number) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, int number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        Form.Act = "add-task";
        return await ActAsync(RunLinks.Room(id, number)) ?? Page();
    }
}
