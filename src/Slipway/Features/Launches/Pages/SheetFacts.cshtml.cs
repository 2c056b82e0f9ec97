using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Slipway.Features.Launches.Sheets;
using Slipway.Planning.Plans;
using Slipway.Platform.Localisation;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Launches.Pages;

/// <summary>The third step: what the sheet does not say, above all T-0 and the window.</summary>
[Needs(PermissionTable.ImportLaunch)]
public sealed class SheetFactsModel(SheetPages services) : SheetPage(services)
{
    [BindProperty]
    public string? Id { get; set; }

    [BindProperty]
    public string? TitleEn { get; set; }

    [BindProperty]
    public string? TitleFr { get; set; }

    [BindProperty]
    public string? TitleAr { get; set; }

    [BindProperty]
    public string? Zone { get; set; }

    /// <summary>As browsers write a date and a time: 2027-02-06T02:00.</summary>
    [BindProperty]
    public string? T0 { get; set; }

    [BindProperty]
    public string? Opens { get; set; }

    [BindProperty]
    public string? Closes { get; set; }

    [BindProperty]
    public string? Contingency { get; set; }

    [BindProperty]
    public List<string> Speaks { get; set; } = [];

    /// <summary>Languages to choose from: those of the pages, and those of the sheet.</summary>
    public IReadOnlyList<string> Offered => [.. Languages.All.Union(Speaks)];

    public static IReadOnlyCollection<string> Zones => DateTimeZoneProviders.Tzdb.Ids;

    public async Task<IActionResult> OnGetAsync(Guid upload)
    {
        if (await OpenAsync(upload) is { } other)
            return other;
        if (Answers.Launch is { } said)
        {
            Show(said);
            return Page();
        }
        if (Answers.Proposed is not { } proposed)
            return LocalRedirect(SheetLinks.Columns(upload));
        Show(proposed.Zone.Length > 0 ? proposed : proposed with { Zone = await UsualZoneAsync() });
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid upload)
    {
        if (await OpenAsync(upload) is { } other)
            return other;
        var said = Said();
        await KeepAsync(Answers with { Launch = said });
        var (options, wrong) = said.Read();
        foreach (var (field, text) in wrong)
            ModelState.AddModelError(field == nameof(LaunchAnswers.Languages) ? nameof(Speaks) : field, text);
        if (options is not null && await Services.Launches.CurrentAsync(said.Id, HttpContext.RequestAborted) is not null)
            ModelState.AddModelError(nameof(Id), T.Format("launches.exists", ("id", said.Id)));
        return ModelState.IsValid ? LocalRedirect(SheetLinks.Checks(upload)) : Page();
    }

    private LaunchAnswers Said() => new(
        Trimmed(Id),
        new[] { (Languages.English, TitleEn), (Languages.French, TitleFr), (Languages.Arabic, TitleAr) }
            .Where(title => !string.IsNullOrWhiteSpace(title.Item2)).ToDictionary(title => title.Item1, title => title.Item2!.Trim()),
        Trimmed(Zone), Trimmed(T0), Trimmed(Opens), Trimmed(Closes), Trimmed(Contingency), [.. Speaks.Distinct()]);

    private void Show(LaunchAnswers said)
    {
        (Id, Zone, T0, Opens, Closes, Contingency) = (said.Id, said.Zone, said.T0, said.Opens, said.Closes, said.Contingency);
        (TitleEn, TitleFr, TitleAr) = (said.Titles.GetValueOrDefault(Languages.English), said.Titles.GetValueOrDefault(Languages.French), said.Titles.GetValueOrDefault(Languages.Arabic));
        Speaks = [.. said.Languages];
    }

    /// <summary>That of the launch that comes next; a ministry's launches share their zone.</summary>
    private async Task<string> UsualZoneAsync()
    {
        var known = (await Services.Launches.ListAsync(HttpContext.RequestAborted)).LastOrDefault(launch => Reader.MaySee(launch.Id));
        return known is not null && await Services.Launches.CurrentAsync(known.Id, HttpContext.RequestAborted) is { } version ? version.Plan.Launch.Zone.Id : "";
    }

    private static string Trimmed(string? text) => text?.Trim() ?? "";
}
