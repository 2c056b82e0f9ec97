using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Slipway.Platform.Following;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;

namespace Slipway.Features.Shared.Errors;

/// <summary>What is shown instead of a page that could not be: what happened, and what to do next.</summary>
[Needs(PermissionTable.SignIn)]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    /// <summary>The end of the words' keys.</summary>
    public string What { get; private set; } = "500";

    /// <summary>By which the log finds a breakdown; null where nothing broke.</summary>
    public string? Number { get; private set; }

    public void OnGet() => Show();

    public void OnPost() => Show();

    private void Show()
    {
        // Not bound: where the form itself could not be read, nothing is.
        var code = int.TryParse($"{RouteData.Values["code"]}", CultureInfo.InvariantCulture, out var known) ? known : 404;
        if (DatabaseAway.Is(HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error))
        {
            code = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = $"{DatabaseAway.RetryAfterSeconds}";
        }
        What = code switch
        {
            400 when HttpContext.Items.ContainsKey(typeof(AntiforgeryRefusal)) => "400",
            503 when CopyRefusal.Refused(HttpContext) => "copy",
            404 or 410 => "404",
            401 or 403 => "403",
            413 => "413",
            429 => "429",
            503 => "503",
            >= 400 and < 500 => "refused",
            _ => "500",
        };
        Number = code >= 500 && What is not ("copy" or "503") ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
        Response.StatusCode = code is >= 400 and < 600 ? code : 404;
    }
}
