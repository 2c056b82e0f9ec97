using Slipway.Platform.Localisation;
using Slipway.Platform.Web;

namespace Slipway.Features.Cutover.Packs;

/// <summary>
/// The offline pack: a run in one HTML file that needs nothing else. It opens from a disk, runs no script, asks nobody for
/// anything, and prints.
/// </summary>
public sealed class RunPacks(PackViews views, PartialRenderer renderer, IServiceScopeFactory scopes)
{
    private const string View = "/Features/Cutover/Packs/_Pack.cshtml";

    /// <summary>The languages of the run's launch that this program speaks.</summary>
    public static IReadOnlyList<string> LanguagesOf(Run run) =>
        [.. run.State.Plan.Launch.Languages.Select(Languages.Match).OfType<string>().Distinct().DefaultIfEmpty(Languages.English)];

    public async Task<string> DrawAsync(Run run, string language, CancellationToken cancellation) =>
        (await DrawAsync(run, [language], cancellation))[0].Html;

    /// <summary>The same moment in each of these languages.</summary>
    public async Task<IReadOnlyList<(string Language, string Html)>> DrawAsync(Run run, IReadOnlyList<string> languages, CancellationToken cancellation)
    {
        var drawn = new List<(string, string)>();
        foreach (var view in await views.OfAsync(run, languages, cancellation))
        {
            // The texts of a scope are of one language.
            await using var scope = scopes.CreateAsyncScope();
            drawn.Add((view.Words.Texts.Language, await renderer.DrawAsync(scope.ServiceProvider, View, view, view.Words.Texts.Language)));
        }
        return drawn;
    }

    /// <summary>What it is called on a disk.</summary>
    public static string FileName(Run run, string language) => $"slipway-pack-{run.Launch}-{run.Record.Number}-{language}.html";
}
