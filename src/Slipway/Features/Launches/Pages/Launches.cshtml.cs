using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Planning.Plans;
using Slipway.Platform.Identity;
using Slipway.Platform.Storage;

namespace Slipway.Features.Launches.Pages;

/// <summary>All launches that the reader may see.</summary>
public sealed class LaunchesModel(ILaunches launches, IClock clock) : PageModel
{
    public IReadOnlyList<(LaunchSummary Summary, Launch Launch, LaunchClock Clock)> Items { get; private set; } = [];

    public Instant Now { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (CurrentActor.Of(User) is not { } reader)
            return Challenge();
        var items = new List<(LaunchSummary, Launch, LaunchClock)>();
        foreach (var summary in (await launches.ListAsync(cancellation)).Where(launch => reader.MaySee(launch.Id)))
        {
            var launch = (await launches.CurrentAsync(summary.Id, cancellation))!.Plan.Launch;
            items.Add((summary, launch, launch.Clock()));
        }
        Items = items;
        Now = clock.Now();
        return Page();
    }
}
