using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Slipway.Features.Launches.Sheets;

namespace Slipway.Features.Launches.Pages;

/// <summary>
/// Lets a page take files, and answers 413 to a request that says it is larger. Asked before the form's token, which
/// cannot be read out of a form that is too large.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UploadLimitAttribute : Attribute, IAuthorizationFilter, IOrderedFilter, IRequestSizeLimitMetadata
{
    public int Order => -1;

    public long? MaxRequestBodySize => AddedFiles.LargestRequest;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (context.HttpContext.Request.ContentLength > MaxRequestBodySize)
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
    }
}
