using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Platform.Identity;
using Slipway.Platform.Storage;

namespace Slipway.Features.Launches.Pages;

/// <summary>All launches that the reader may see.</summary>
public sealed class LaunchesModel(ILaunches launches, IClock clock) : PageModel
{
    public IReadOnlyList<LaunchSummary> Items { get; private set; } = [];

    public Instant Now { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (CurrentActor.Of(User) is not { } reader)
            return Challenge();
        Items = [.. (await launches.ListAsync(cancellation)).Where(launch => reader.MaySee(launch.Id))];
        Now = clock.Now();
        return Page();
    }
}
